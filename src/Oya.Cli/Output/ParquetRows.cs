using Parquet;
using Parquet.Schema;

namespace Oya.Cli.Output;

/// <summary>
/// Writes rows as Parquet, in row groups that fit in memory. Times are UTC timestamps, so a reader does not need the
/// time zone.
/// </summary>
sealed class ParquetRows : RowWriter
{
    // Large enough to compress, small enough to hold: about 20 MB of cells for twelve columns.
    const int RowsPerGroup = 65_536;

    readonly Stream _buffered;
    readonly ParquetWriter _writer;
    readonly ParquetColumn[] _columns;
    int _rows;

    public ParquetRows(IReadOnlyList<Column> columns, Stream output)
        : base(columns, output)
    {
        _columns = [.. columns.Select((column, index) => (column, index)).Where(pair => !pair.column.OnlyInTable)
            .Select(pair => ParquetColumn.Create(pair.column, pair.index))];
        // The footer needs positions in the file, and a pipe has none.
        _buffered = output.CanSeek ? output : new MemoryStream();
        var schema = new ParquetSchema(_columns.Select(column => column.Field));
        _writer = Wait(ParquetWriter.CreateAsync(schema, _buffered));
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        foreach (var column in _columns)
        {
            column.Add(row[column.Index]);
        }

        if (++_rows == RowsPerGroup)
        {
            WriteGroup();
        }
    }

    protected override void Finish()
    {
        if (_rows > 0 || Count == 0)
        {
            WriteGroup();
        }

        Wait(_writer.DisposeAsync().AsTask());
        if (_buffered is MemoryStream memory && !ReferenceEquals(memory, Output))
        {
            memory.WriteTo(Output);
        }
    }

    void WriteGroup()
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns)
        {
            Wait(column.WriteAsync(group));
        }

        group.CompleteValidate();
        _rows = 0;
    }

    // The decoders that produce the rows are synchronous. The streams are files or memory, so the tasks are already
    // complete.
    static void Wait(Task task) => task.GetAwaiter().GetResult();

    static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
