using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Reads and writes registry, ledger and permits for many usage points at once.</summary>
static class ConsentRows
{
    public const string SelectRegistry = "select usage_point, meter, holder, from_at, to_at, kva, offer from registry";

    const string SelectEvents =
        "select sequence, usage_point, holder, kind, act, at, expires, recorded_at, channel, reference, hash "
        + "from consent_event";

    public static RegistryEntry ReadRegistry(NpgsqlDataReader row) => new(
        new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetString(2), row.Instant(3), row.OptionalInstant(4),
        row.GetInt32(5), row.GetString(6));

    /// <summary>The permits of the given usage points.</summary>
    public static async Task<ILookup<Prm, CollectionPermit>> PermitsAsync(
        PgTransaction transaction, IReadOnlyCollection<Prm> usagePoints) =>
        (await transaction.QueryAsync(
            "select usage_point, from_at, to_at from collection_permit where usage_point = any($1::bigint[]) "
            + "order by from_at",
            row => new CollectionPermit(new(row.GetInt64(0)), row.Instant(1), row.OptionalInstant(2)),
            RegistryRows.Keys(usagePoints))).ToLookup(permit => permit.UsagePoint);

    public static async Task<LedgerHead> HeadAsync(PgTransaction transaction) =>
        (await transaction.QueryAsync(
            "select sequence, hash from consent_event order by sequence desc limit 1",
            row => new LedgerHead(row.GetInt64(0), row.GetString(1)))).FirstOrDefault(new LedgerHead(0, ""));

    /// <summary>The snapshot of each of the given usage points.</summary>
    public static async Task<Dictionary<Prm, ConsentSnapshot>> SnapshotsAsync(
        PgTransaction transaction, IReadOnlyCollection<Prm> usagePoints)
    {
        var keys = RegistryRows.Keys(usagePoints);
        var registry = (await transaction.QueryAsync(
            $"{SelectRegistry} where usage_point = any($1) order by from_at, meter", ReadRegistry, keys))
            .ToLookup(entry => entry.UsagePoint);
        var events = (await transaction.QueryAsync(
            $"{SelectEvents} where usage_point = any($1) order by sequence", ReadEvent, keys))
            .ToLookup(entry => entry.UsagePoint);
        var head = await HeadAsync(transaction);
        return usagePoints.Distinct().ToDictionary(
            usagePoint => usagePoint,
            usagePoint => new ConsentSnapshot(usagePoint, [.. registry[usagePoint]], [.. events[usagePoint]], head));
    }

    /// <summary>Appends events to the ledger. Their sequence is already set.</summary>
    public static async Task AppendAsync(PgTransaction transaction, IReadOnlyCollection<ConsentEvent> added)
    {
        if (added.Count == 0)
        {
            return;
        }

        await transaction.ExecuteAsync(
            "insert into consent_event (sequence, usage_point, holder, kind, act, at, expires, recorded_at, channel, "
            + "reference, hash) select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], "
            + "$6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::text[])",
            Column(entry => entry.Sequence), Column(entry => entry.UsagePoint.Value), Column(entry => entry.Holder),
            Column(entry => ConsentNames.GetName(entry.Kind)), Column(entry => ConsentNames.GetName(entry.Act)),
            Column(entry => Parameters.Utc(entry.At)), Column(entry => Parameters.Utc(entry.Expires)),
            Column(entry => Parameters.Utc(entry.RecordedAt)), Column(entry => entry.Channel),
            Column(entry => entry.Reference), Column(entry => entry.Hash));

        T[] Column<T>(Func<ConsentEvent, T> value) => [.. added.Select(value)];
    }

    /// <summary>Replaces all permits of the given usage points.</summary>
    public static async Task SetPermitsAsync(
        PgTransaction transaction, IReadOnlyCollection<Prm> usagePoints, IReadOnlyCollection<CollectionPermit> permits)
    {
        await transaction.ExecuteAsync(
            "delete from collection_permit where usage_point = any($1)", RegistryRows.Keys(usagePoints));
        await transaction.ExecuteAsync(
            "insert into collection_permit select * from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[])",
            RegistryRows.Keys(permits.Select(permit => permit.UsagePoint)),
            permits.Select(permit => Parameters.Utc(permit.From)).ToArray(),
            permits.Select(permit => Parameters.Utc(permit.To)).ToArray());
    }

    static ConsentEvent ReadEvent(NpgsqlDataReader row) => new()
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
