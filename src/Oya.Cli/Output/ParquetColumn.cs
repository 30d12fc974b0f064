using Parquet;
using Parquet.Schema;

namespace Oya.Cli.Output;

/// <summary>The cells of one column that wait for their row group.</summary>
abstract class ParquetColumn(int at, DataField dataField)
{
    /// <summary>Place of the column in a row.</summary>
    public int At => at;

    public DataField Field => dataField;

    public abstract void Add(in Cell cell);

    public abstract Task WriteAsync(ParquetRowGroupWriter group);

    public static ParquetColumn Create(Column column, int at) => column.Type switch
    {
        ColumnType.Integer => new Values<long>(
            at, new DataField<long?>(column.Name), static cell => cell.Integer),
        ColumnType.Decimal => new Values<decimal>(
            at, new DecimalDataField(column.Name, 18, column.Decimals ?? 6, isNullable: true),
            static cell => cell.Decimal),
        ColumnType.Boolean => new Values<bool>(
            at, new DataField<bool?>(column.Name), static cell => cell.Boolean),
        ColumnType.Instant => new Values<DateTime>(
            at,
            new DateTimeDataField(
                column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, true),
            static cell => cell.Instant.ToUtc().UtcDateTime),
        _ => new Texts(at, new DataField<string>(column.Name)),
    };

    sealed class Texts(int at, DataField dataField) : ParquetColumn(at, dataField)
    {
        readonly List<string?> _cells = [];

        public override void Add(in Cell cell) => _cells.Add(cell.Kind == CellKind.Empty ? null : cell.ToText());

        public override async Task WriteAsync(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, _cells!);
            _cells.Clear();
        }
    }

    sealed class Values<T>(int at, DataField dataField, Func<Cell, T> value) : ParquetColumn(at, dataField)
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
