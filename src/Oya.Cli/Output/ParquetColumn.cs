using Parquet;
using Parquet.Schema;

namespace Oya.Cli.Output;

/// <summary>Buffers the cells of one column for the next row group.</summary>
abstract class ParquetColumn(int index, DataField dataField)
{
    /// <summary>The index of the column in a row.</summary>
    public int Index => index;

    public DataField Field => dataField;

    public abstract void Add(in Cell cell);

    public abstract Task WriteAsync(ParquetRowGroupWriter group);

    public static ParquetColumn Create(Column column, int index) => column.Type switch
    {
        ColumnType.Integer => new Values<long>(
            index, new DataField<long?>(column.Name), static cell => cell.Integer),
        ColumnType.Decimal => new Values<decimal>(
            index, new DecimalDataField(column.Name, 18, column.Decimals ?? 6, isNullable: true),
            static cell => cell.Decimal),
        ColumnType.Boolean => new Values<bool>(
            index, new DataField<bool?>(column.Name), static cell => cell.Boolean),
        ColumnType.Instant => new Values<DateTime>(
            index,
            new DateTimeDataField(
                column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, true),
            static cell => cell.Instant.ToUtc().UtcDateTime),
        _ => new Texts(index, new DataField<string>(column.Name)),
    };

    sealed class Texts(int index, DataField dataField) : ParquetColumn(index, dataField)
    {
        readonly List<string?> _cells = [];

        public override void Add(in Cell cell) => _cells.Add(cell.Kind == CellKind.Empty ? null : cell.ToText());

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, _cells!);
            _cells.Clear();
        }
    }

    sealed class Values<T>(int index, DataField dataField, Func<Cell, T> value) : ParquetColumn(index, dataField)
        where T : struct
    {
        readonly List<T?> _cells = [];

        public override void Add(in Cell cell) => _cells.Add(cell.Kind == CellKind.Empty ? null : value(cell));

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, new ReadOnlyMemory<T?>([.. _cells]));
            _cells.Clear();
        }
    }
}
