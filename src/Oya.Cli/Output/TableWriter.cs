using System.Text;

namespace Oya.Cli.Output;

/// <summary>
/// Writes aligned columns separated by spaces. The first rows determine the widths, so an endless table is printed with
/// bounded memory. A wider cell in a later row shifts the rest of its line, and nothing is lost.
/// </summary>
sealed class TableWriter(IReadOnlyList<Column> columns, Stream output, RowStyle style) : RowWriter(columns, output)
{
    const int MaxBufferedRows = 500;
    const string Gap = "  ";

    readonly StreamWriter _writer = new(output, OutputText.Utf8, 16 << 10, leaveOpen: true) { NewLine = "\n" };
    readonly int[] _shown = [.. Enumerable.Range(0, columns.Count).Where(index => !columns[index].NotInTable)];
    readonly List<Line> _buffered = [];
    int[]? _widths;

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        var line = new Line(new string[_shown.Length], new bool[_shown.Length]);
        for (var i = 0; i < _shown.Length; i++)
        {
            var cell = row[_shown[i]];
            line.Texts[i] = TableText.Format(cell, ShownColumn(i), style.ShowIdentifiers);
            line.AlignedRight[i] = ShownColumn(i).AlignRight
                || (ShownColumn(i).Type == ColumnType.TextOrInteger && cell.Kind == CellKind.Integer);
        }

        if (_widths is not null)
        {
            Print(line, static text => text, _widths);
            return;
        }

        _buffered.Add(line);
        if (_buffered.Count == MaxBufferedRows)
        {
            Begin();
        }
    }

    protected override void Finish()
    {
        if (_widths is null)
        {
            Begin();
        }

        _writer.Dispose();
    }

    /// <summary>A column by its index in the table.</summary>
    Column ShownColumn(int index) => Columns[_shown[index]];

    void Begin()
    {
        var heads = Array.ConvertAll(_shown, index => TableText.Head(Columns[index]));
        var natural = new int[_shown.Length];
        for (var i = 0; i < natural.Length; i++)
        {
            var widest = _buffered.Count == 0 ? 0 : _buffered.Max(line => line.Texts[i].Length);
            natural[i] = Math.Max(heads[i].Length, widest);
        }

        _widths = style.OnTerminal ? Fit(natural, style.Width) : natural;

        Print(new(heads, Array.ConvertAll(_shown, index => Columns[index].AlignRight)), style.Paint.Dim, _widths);
        foreach (var line in _buffered)
        {
            Print(line, static text => text, _widths);
        }

        _buffered.Clear();
    }

    /// <summary>Cuts the widest texts until the line fits. If that is not enough, omits the last columns.</summary>
    int[] Fit(int[] natural, int screen)
    {
        for (var count = natural.Length; count > 1; count--)
        {
            var widths = natural[..count];
            if (TryFit(widths, screen))
            {
                return widths;
            }
        }

        return natural[..1];
    }

    bool TryFit(int[] widths, int screen)
    {
        while (widths.Sum() + Gap.Length * (widths.Length - 1) > screen)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                if (ShownColumn(i).Type is ColumnType.Text or ColumnType.TextOrInteger && widths[i] > ShownColumn(i).Min
                    && (widest < 0 || widths[i] > widths[widest]))
                {
                    widest = i;
                }
            }

            if (widest < 0)
            {
                return false;
            }

            widths[widest]--;
        }

        return true;
    }

    void Print(Line line, Func<string, string> paint, int[] widths)
    {
        var whole = new StringBuilder();
        for (var i = 0; i < widths.Length; i++)
        {
            var text = line.Texts[i];
            if (style.OnTerminal && text.Length > widths[i]
                && ShownColumn(i).Type is ColumnType.Text or ColumnType.TextOrInteger)
            {
                text = string.Concat(text.AsSpan(0, widths[i] - 1), "…");
            }

            whole.Append(i == 0 ? "" : Gap);
            whole.Append(line.AlignedRight[i] ? text.PadLeft(widths[i]) : text.PadRight(widths[i]));
        }

        _writer.WriteLine(paint(whole.ToString().TrimEnd()));
        if (style.OnTerminal && _buffered.Count == 0)
        {
            _writer.Flush();
            Output.Flush();
        }
    }

    readonly record struct Line(string[] Texts, bool[] AlignedRight);
}
