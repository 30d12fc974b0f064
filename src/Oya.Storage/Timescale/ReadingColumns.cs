using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>A <see cref="Reading"/> as columns of the table.</summary>
static class ReadingColumns
{
    /// <summary>All columns, in the order in which they are copied in.</summary>
    public static readonly string All = $"meter_id, permitted, {StoredColumns.Names}";

    /// <summary>How many.</summary>
    public static readonly short Count = (short)(2 + ReadingColumn.All.Count);

    /// <summary>
    /// What is compared of two readings of one second. When they were received is not what they say, and half-hour data
    /// may have been left out of one.
    /// </summary>
    public static readonly IReadOnlyList<ReadingColumn> Compared =
        [.. ReadingColumn.All.Where(column => column.Name is not ("at" or "received_at"))];

    // Only one statement is read here, so its ordinals are found once.
    static int[]? Ordinals;

    /// <summary>From a row of <see cref="All"/>.</summary>
    public static Reading Read(NpgsqlDataReader row, MeterAddress meter)
    {
        var reading = new Reading { Meter = meter };
        var filler = new Filler(row, Ordinals ??= StoredColumns.Find(row), ref reading);
        ReadingFields.Walk(ref filler);
        return reading;
    }

    ref struct Filler(NpgsqlDataReader row, int[] ordinals, ref Reading reading) : IReadingFieldVisitor
    {
        readonly ref Reading _reading = ref reading;
        int _next;

        public void Visit<TField>(TField field) where TField : struct, IReadingField
        {
            var ordinal = ordinals[_next++];
            if (!row.IsDBNull(ordinal))
            {
                field.Set(
                    ref _reading, TField.IsInstant ? row.Instant(ordinal).UnixSeconds : row.GetInt64(ordinal));
            }
        }
    }
}
