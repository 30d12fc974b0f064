using System.Globalization;
using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Reads domain values from columns.</summary>
static class Columns
{
    extension(SqliteDataReader row)
    {
        public Instant Instant(int column) => new(row.GetInt64(column));

        public Instant? OptionalInstant(int column) => row.IsDBNull(column) ? null : new(row.GetInt64(column));

        public int? OptionalInt(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

        public long? OptionalLong(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

        public short? OptionalShort(int column) => row.IsDBNull(column) ? null : row.GetInt16(column);

        public ParisDay Day(int column) =>
            new(DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
