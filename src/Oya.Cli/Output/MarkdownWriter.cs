namespace Oya.Cli.Output;

/// <summary>Writes a Markdown table. Addresses are masked as in any table.</summary>
sealed class MarkdownWriter : RowWriter
{
    readonly StreamWriter _writer;
    readonly RowStyle _style;
    readonly int[] _shown;

    public MarkdownWriter(IReadOnlyList<Column> columns, Stream output, RowStyle style)
        : base(columns, output)
    {
        _style = style;
        _shown = [.. Enumerable.Range(0, columns.Count)
            .Where(index => !columns[index].NotInTable && !columns[index].OnlyInTable)];
        _writer = new(output, OutputText.Utf8, 16 << 10, leaveOpen: true) { NewLine = "\n" };
        _writer.WriteLine($"| {string.Join(" | ", _shown.Select(at => Escape(TableText.Head(columns[at]))))} |");
        _writer.WriteLine($"|{string.Join("|", _shown.Select(at => columns[at].AlignRight ? "---:" : "---"))}|");
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        _writer.Write('|');
        foreach (var index in _shown)
        {
            _writer.Write(' ');
            _writer.Write(Escape(TableText.Format(row[index], Columns[index], _style.ShowIdentifiers)));
            _writer.Write(" |");
        }

        _writer.Write('\n');
    }

    protected override void Finish() => _writer.Dispose();

    static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');
}
