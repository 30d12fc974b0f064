using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>A <see cref="Reading"/> as a row of the table, and back.</summary>
static class ReadingRow
{
    const int OwnColumns = 2;

    public static readonly string Select = $"select {StoredColumns.Names} from reading";

    public static readonly string Insert = $"insert into reading (meter_id, permitted, {StoredColumns.Names}) values "
        + $"({string.Join(", ", Enumerable.Range(1, OwnColumns + ReadingColumn.All.Count).Select(i => $"${i}"))}) "
        + "on conflict do nothing";

    // Every statement read here begins with Select, so the ordinals of one hold for all.
    static int[]? Ordinals;

    public static void Bind(RawStatement insert, long meterId, in Reading reading, bool permitted)
    {
        insert.Bind(meterId);
        insert.Bind(permitted ? 1 : 0);
        var binder = new Binder(insert, in reading);
        ReadingFields.Walk(ref binder);
    }

    /// <summary>From a row of <see cref="Select"/>.</summary>
    public static Reading Read(SqliteDataReader row, MeterAddress meter)
    {
        var reading = new Reading { Meter = meter };
        var filler = new Filler(row, Ordinals ??= StoredColumns.Find(row), ref reading);
        ReadingFields.Walk(ref filler);
        return reading;
    }

    readonly ref struct Binder(RawStatement insert, ref readonly Reading reading) : IReadingFieldVisitor
    {
        readonly ref readonly Reading _reading = ref reading;

        public void Visit<TField>(TField field) where TField : struct, IReadingField =>
            insert.Bind(field.Get(in _reading));
    }

    ref struct Filler(SqliteDataReader row, int[] ordinals, ref Reading reading) : IReadingFieldVisitor
    {
        readonly ref Reading _reading = ref reading;
        int _next;

        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            var ordinal = ordinals[_next++];
            if (!row.IsDBNull(ordinal))
            {
                field.Set(ref _reading, row.GetInt64(ordinal));
            }
        }
    }
}
