using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Reads domain values from columns.</summary>
static class Columns
{
    extension(NpgsqlDataReader row)
    {
        public Instant Instant(int column) => Teleinfo.Instant.Floor(row.GetFieldValue<DateTimeOffset>(column));

        public Instant? OptionalInstant(int column) => row.IsDBNull(column) ? null : row.Instant(column);

        public int? OptionalInt(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

        public long? OptionalLong(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

        public short? OptionalShort(int column) => row.IsDBNull(column) ? null : row.GetInt16(column);

        public ParisDay Day(int column) => new(row.GetFieldValue<DateOnly>(column));
    }
}
