using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>Registry, ledger and permits as rows.</summary>
static class ConsentRows
{
    public const string SelectRegistry = "select usage_point, meter, holder, from_at, to_at, kva, offer from registry";

    public static RegistryEntry ReadRegistry(NpgsqlDataReader row) => new(
        new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetString(2), row.Instant(3), row.OptionalInstant(4),
        row.GetInt32(5), row.GetString(6));
}
