using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Reads and writes registry, ledger and permits.</summary>
static class ConsentRows
{
    public const string SelectRegistry = "select usage_point, meter, holder, from_at, to_at, kva, offer from registry";

    const string SelectEvents =
        "select sequence, usage_point, holder, kind, act, at, expires, recorded_at, channel, reference, hash "
        + "from consent_event";

    public static RegistryEntry ReadRegistry(SqliteDataReader row) => new(
        new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetString(2), row.Instant(3), row.OptionalInstant(4),
        row.GetInt32(5), row.GetString(6));

    public static List<CollectionPermit> Permits(SqliteDatabase database, Prm usagePoint) => database.Query(
        "select from_at, to_at from collection_permit where usage_point = $1 order by from_at",
        row => new CollectionPermit(usagePoint, row.Instant(0), row.OptionalInstant(1)), usagePoint.Value);

    public static LedgerHead Head(SqliteDatabase database) => database.Query(
        "select sequence, hash from consent_event order by sequence desc limit 1",
        row => new LedgerHead(row.GetInt64(0), row.GetString(1))).FirstOrDefault(new LedgerHead(0, ""));

    public static ConsentSnapshot Snapshot(SqliteDatabase database, Prm usagePoint) => new(
        usagePoint,
        database.Query($"{SelectRegistry} where usage_point = $1 order by from_at", ReadRegistry, usagePoint.Value),
        database.Query($"{SelectEvents} where usage_point = $1 order by sequence", ReadEvent, usagePoint.Value),
        Head(database));

    public static void Append(SqliteDatabase database, ConsentEvent added, long sequence) => database.Execute(
        "insert into consent_event (sequence, usage_point, holder, kind, act, at, expires, recorded_at, channel, "
        + "reference, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        sequence, added.UsagePoint.Value, added.Holder, ConsentNames.GetName(added.Kind),
        ConsentNames.GetName(added.Act), added.At.UnixSeconds, added.Expires?.UnixSeconds,
        added.RecordedAt.UnixSeconds, added.Channel, added.Reference, added.Hash);

    static ConsentEvent ReadEvent(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        UsagePoint = new(row.GetInt64(1)),
        Holder = row.GetString(2),
        Kind = ConsentNames.Kind(row.GetString(3)),
        Act = ConsentNames.Act(row.GetString(4)),
        At = row.Instant(5),
        Expires = row.OptionalInstant(6),
        RecordedAt = row.Instant(7),
        Channel = row.GetString(8),
        Reference = row.GetString(9),
        Hash = row.GetString(10),
    };
}
