namespace Oya.Cli.Output;

/// <summary>The appearance of rows on a terminal.</summary>
/// <param name="OnTerminal">Fit the width, and flush each row.</param>
/// <param name="Width">Width of the terminal in columns.</param>
/// <param name="Paint">Colours.</param>
/// <param name="ShowIdentifiers">True when tables do not mask addresses.</param>
sealed record RowStyle(bool OnTerminal, int Width, TextStyle Paint, bool ShowIdentifiers);

/// <summary>Writes rows of results in one format. Disposing it completes the file.</summary>
abstract class RowWriter(IReadOnlyList<Column> columns, Stream output) : IDisposable
{
    protected IReadOnlyList<Column> Columns => columns;

    protected Stream Output => output;

    /// <summary>Rows written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Opens a writer. The writer owns the stream.</summary>
    public static RowWriter Open(OutputFormat format, IReadOnlyList<Column> columns, Stream output, RowStyle style) =>
        format switch
        {
            OutputFormat.Table => new TableWriter(columns, output, style),
            OutputFormat.Markdown => new MarkdownWriter(columns, output, style),
            OutputFormat.Csv => new CsvWriter(columns, output, style.OnTerminal),
            OutputFormat.Json => new JsonWriter(columns, output, lines: false, style.OnTerminal),
            OutputFormat.Jsonl => new JsonWriter(columns, output, lines: true, style.OnTerminal),
            OutputFormat.Parquet => new ParquetRows(columns, output),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of rows."),
        };

    /// <summary>Writes one row, with one cell per column.</summary>
    public void Write(params ReadOnlySpan<Cell> row)
    {
        if (row.Length != columns.Count)
        {
            throw new ArgumentException($"{row.Length} cells for {columns.Count} columns.", nameof(row));
        }

        for (var i = 0; i < row.Length; i++)
        {
            if (!columns[i].Accepts(row[i].Kind))
            {
                throw new ArgumentException($"Column {columns[i].Name} cannot hold {row[i].Kind}.", nameof(row));
            }
        }

        Count++;
        WriteRow(row);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void WriteRow(ReadOnlySpan<Cell> row);

    /// <summary>Writes the rest of the file. The stream is closed afterwards.</summary>
    protected abstract void Finish();

    protected virtual void Dispose(bool disposing)
    {
        try
        {
            Finish();
        }
        finally
        {
            output.Dispose();
        }
    }
}
