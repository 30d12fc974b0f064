using System.Buffers;

namespace Oya.Cli.Output;

/// <summary>Writes CSV: RFC 4180 with line feeds. Numbers and times do not depend on the culture.</summary>
sealed class CsvWriter : RowWriter
{
    static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    readonly StreamWriter _writer;
    readonly bool _autoFlush;

    public CsvWriter(IReadOnlyList<Column> columns, Stream output, bool autoFlush)
        : base(columns, output)
    {
        _writer = new(output, OutputText.Utf8, 16 << 10, leaveOpen: true);
        _autoFlush = autoFlush;
        var first = true;
        foreach (var column in columns.Where(column => !column.OnlyInTable))
        {
            WriteCell(column.Name, ref first);
        }

        _writer.Write('\n');
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        var first = true;
        for (var i = 0; i < row.Length; i++)
        {
            if (!Columns[i].OnlyInTable)
            {
                WriteCell(row[i].ToText(Columns[i].Decimals), ref first);
            }
        }

        _writer.Write('\n');
        if (_autoFlush)
        {
            _writer.Flush();
            Output.Flush();
        }
    }

    protected override void Finish() => _writer.Dispose();

    void WriteCell(string text, ref bool first)
    {
        if (!first)
        {
            _writer.Write(',');
        }

        first = false;
        if (text.AsSpan().IndexOfAny(Special) < 0)
        {
            _writer.Write(text);
        }
        else
        {
            _writer.Write('"');
            _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            _writer.Write('"');
        }
    }
}
