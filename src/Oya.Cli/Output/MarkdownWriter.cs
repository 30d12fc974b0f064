namespace Oya.Cli.Output;

/// <summary>A table of Markdown, to paste where people talk: addresses are masked as in any table.</summary>
sealed class MarkdownWriter : RowWriter
{
    readonly StreamWriter _writer;
    readonly RowStyle _style;

    public MarkdownWriter(IReadOnlyList<Column> columns, Stream output, RowStyle style)
        : base(columns, output)
    {
        _style = style;
        _writer = new(output, OutputFile.Utf8, 16 << 10, leaveOpen: true) { NewLine = "\n" };
        _writer.WriteLine($"| {string.Join(" | ", columns.Select(column => Escape(TableText.Head(column))))} |");
        _writer.WriteLine($"|{string.Join("|", columns.Select(column => column.AlignRight ? "---:" : "---"))}|");
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        _writer.Write('|');
        for (var i = 0; i < row.Length; i++)
        {
            _writer.Write(' ');
            _writer.Write(Escape(TableText.Of(row[i], Columns[i], _style.ShowIdentifiers)));
            _writer.Write(" |");
        }

        _writer.Write('\n');
    }

    protected override void Finish() => _writer.Dispose();

    static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');
}
