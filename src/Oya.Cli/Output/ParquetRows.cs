using Parquet;
using Parquet.Schema;

namespace Oya.Cli.Output;

/// <summary>
/// Rows as Parquet, in groups that fit in memory. Times are UTC timestamps, so any reader has them right without
/// knowing the zone.
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
        _columns = [.. columns.Select((column, at) => (column, at)).Where(pair => !pair.column.OnlyInTable)
            .Select(pair => ParquetColumn.Create(pair.column, pair.at))];
        // A pipe has no position, and the footer needs them.
        _buffered = output.CanSeek ? output : new MemoryStream();
        var schema = new ParquetSchema(_columns.Select(column => column.Field));
        _writer = Wait(ParquetWriter.CreateAsync(schema, _buffered));
    }

    protected override void WriteRow(ReadOnlySpan<Cell> row)
    {
        foreach (var column in _columns)
        {
            column.Add(row[column.At]);
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

    // Rows come from decoders that do not wait; the streams below are files and memory, whose tasks are done at once.
    static void Wait(Task task) => task.GetAwaiter().GetResult();

    static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
