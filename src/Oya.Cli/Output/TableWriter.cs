using System.Text;

namespace Oya.Cli.Output;

/// <summary>
/// Aligned columns with nothing drawn between them. The first rows decide the widths, so that a table without end is
/// printed in bounded memory; a later cell that is wider moves its line, nothing is lost.
/// </summary>
sealed class TableWriter(IReadOnlyList<Column> columns, Stream output, RowStyle style) : RowWriter(columns, output)
{
    const int RowsThatDecide = 500;
    const string Gap = "  ";

    readonly StreamWriter _writer = new(output, OutputText.Utf8, 16 << 10, leaveOpen: true) { NewLine = "\n" };
    readonly int[] _shown = [.. Enumerable.Range(0, columns.Count).Where(at => !columns[at].NotInTable)];
    readonly List<Line> _held = [];
    int[]? _widths;

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        var line = new Line(new string[_shown.Length], new bool[_shown.Length]);
        for (var i = 0; i < _shown.Length; i++)
        {
            var cell = row[_shown[i]];
            line.Texts[i] = TableText.Of(cell, At(i), style.ShowIdentifiers);
            line.AtRight[i] = At(i).AlignRight
                || (At(i).Type == ColumnType.TextOrInteger && cell.Kind == CellKind.Integer);
        }

        if (_widths is not null)
        {
            Print(line, static text => text, _widths);
            return;
        }

        _held.Add(line);
        if (_held.Count == RowsThatDecide)
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

    /// <summary>A column by its place in the table.</summary>
    Column At(int place) => Columns[_shown[place]];

    void Begin()
    {
        var heads = Array.ConvertAll(_shown, at => TableText.Head(Columns[at]));
        var natural = new int[_shown.Length];
        for (var i = 0; i < natural.Length; i++)
        {
            natural[i] = Math.Max(heads[i].Length, _held.Count == 0 ? 0 : _held.Max(line => line.Texts[i].Length));
        }

        _widths = style.OnTerminal ? Fit(natural, style.Width) : natural;

        Print(new(heads, Array.ConvertAll(_shown, at => Columns[at].AlignRight)), style.Paint.Dim, _widths);
        foreach (var line in _held)
        {
            Print(line, static text => text, _widths);
        }

        _held.Clear();
    }

    /// <summary>Cuts the widest texts until the line fits; if that is too little, leaves out the last columns.</summary>
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
                if (At(i).Type is ColumnType.Text or ColumnType.TextOrInteger && widths[i] > At(i).Least
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
                && At(i).Type is ColumnType.Text or ColumnType.TextOrInteger)
            {
                text = string.Concat(text.AsSpan(0, widths[i] - 1), "…");
            }

            whole.Append(i == 0 ? "" : Gap);
            whole.Append(line.AtRight[i] ? text.PadLeft(widths[i]) : text.PadRight(widths[i]));
        }

        _writer.WriteLine(paint(whole.ToString().TrimEnd()));
        if (style.OnTerminal && _held.Count == 0)
        {
            _writer.Flush();
            Output.Flush();
        }
    }

    readonly record struct Line(string[] Texts, bool[] AtRight);
}
