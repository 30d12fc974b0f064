namespace Oya.Cli.Output;

/// <summary>
/// Aligned columns with nothing drawn between them. The first rows decide the widths, so that a table without end is
/// printed in bounded memory; a later cell that is wider moves its line, nothing is lost.
/// </summary>
sealed class TableWriter(IReadOnlyList<Column> columns, Stream output, RowStyle style) : RowWriter(columns, output)
{
    const int RowsThatDecide = 500;
    const string Gap = "  ";

    readonly StreamWriter _writer = new(output, OutputFile.Utf8, 16 << 10, leaveOpen: true) { NewLine = "\n" };
    readonly List<string[]> _held = [];
    int[]? _widths;

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        var texts = new string[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            texts[i] = TableText.Of(row[i], Columns[i], style.ShowIdentifiers);
        }

        if (_widths is not null)
        {
            Line(texts, style.Paint, _widths);
            return;
        }

        _held.Add(texts);
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

    void Begin()
    {
        var heads = Columns.Select(TableText.Head).ToArray();
        _widths = new int[Columns.Count];
        for (var i = 0; i < _widths.Length; i++)
        {
            _widths[i] = Math.Max(heads[i].Length, _held.Count == 0 ? 0 : _held.Max(row => row[i].Length));
        }

        if (style.OnTerminal)
        {
            Fit(_widths, style.Width);
        }

        Line(heads, null, _widths);
        foreach (var row in _held)
        {
            Line(row, style.Paint, _widths);
        }

        _held.Clear();
    }

    /// <summary>Takes columns away from the widest text until the line fits, and never below eight.</summary>
    void Fit(int[] widths, int screen)
    {
        const int Least = 8;
        while (widths.Sum() + Gap.Length * (widths.Length - 1) > screen)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                if (Columns[i].Type is ColumnType.Text or ColumnType.TextOrInteger && widths[i] > Least
                    && (widest < 0 || widths[i] > widths[widest]))
                {
                    widest = i;
                }
            }

            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }

    void Line(string[] texts, Paint? paint, int[] widths)
    {
        var line = new System.Text.StringBuilder();
        for (var i = 0; i < texts.Length; i++)
        {
            var text = style.OnTerminal && texts[i].Length > widths[i] && Columns[i].Type != ColumnType.Identifier
                ? string.Concat(texts[i].AsSpan(0, Math.Max(0, widths[i] - 1)), "…")
                : texts[i];
            line.Append(i == 0 ? "" : Gap).Append(Columns[i].AlignRight ? text.PadLeft(widths[i]) : text.PadRight(widths[i]));
        }

        var whole = line.ToString().TrimEnd();
        _writer.WriteLine(paint is null ? style.Paint.Dim(whole) : whole);
        if (style.OnTerminal && _held.Count == 0)
        {
            _writer.Flush();
            Output.Flush();
        }
    }
}
