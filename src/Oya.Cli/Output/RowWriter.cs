namespace Oya.Cli.Output;

/// <summary>How rows look on a screen.</summary>
/// <param name="OnTerminal">Fit the width, and hand on each row at once.</param>
/// <param name="Width">Columns of the screen.</param>
/// <param name="Paint">Colours.</param>
/// <param name="ShowIdentifiers">Whether tables show addresses whole.</param>
sealed record RowStyle(bool OnTerminal, int Width, TextStyle Paint, bool ShowIdentifiers);

/// <summary>Writes rows of results in one format. Dispose it to end the file.</summary>
abstract class RowWriter(IReadOnlyList<Column> columns, Stream output) : IDisposable
{
    protected IReadOnlyList<Column> Columns => columns;

    protected Stream Output => output;

    /// <summary>Rows written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Opens a writer, which owns the stream.</summary>
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

    /// <summary>Writes one row: a cell for each column.</summary>
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

    /// <summary>Writes what is still to be written; the stream is closed afterwards.</summary>
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
