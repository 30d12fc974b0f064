using System.Text.Json;
using Npgsql;
using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Release batches and their items in PostgreSQL.</summary>
sealed class TimescaleReleaseStore(TimescaleDatabase database) : IReleaseStore
{
    const string SelectBatch =
        "select id, day, kind, revision, sequence, recipient, state, scheduled_for, sealed_at, published_at, "
        + "ledger_count, ledger_hash, withheld::text from release_batch";

    const string Customers = "customers";

    public Task<ReleaseBatch?> FindAsync(ParisDay day, string kind, CancellationToken cancellationToken) =>
        database.ReadAsync(transaction => FindAsync(transaction, day, kind), cancellationToken);

    public Task<ReleaseBatch> OpenAsync(
        ParisDay day, string kind, Instant scheduledFor, CancellationToken cancellationToken) =>
        database.RunAsync(async transaction =>
        {
            // The lock serialises this, so the next number is assigned once and none is skipped.
            await transaction.ExecuteAsync("lock table release_batch in share row exclusive mode");
            await transaction.ExecuteAsync(
                "insert into release_batch select $1, $2, $3, 0, coalesce(max(sequence), 0) + 1, $4, 0, $5, null, "
                + "null, 0, '', '{}' from release_batch on conflict (id) do nothing",
                $"{day}-{kind}-0", day, kind, Customers, scheduledFor);
            return (await FindAsync(transaction, day, kind))!;
        }, cancellationToken);

    public Task<IReadOnlyList<ReleaseCandidate>> ListCandidatesAsync(
        ParisDay day, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ReleaseCandidate>>(
            async transaction =>
            {
                var all = new List<ReleaseCandidate>();
                await foreach (var candidates in ReleaseCandidates.ReadAsync(transaction, day))
                {
                    all.AddRange(candidates);
                }

                return all;
            },
            cancellationToken);

    public Task<ReleaseBatch> SealAsync(
        ReleaseBatch batch, Instant sealedAt, Func<ReleaseCandidate, ReleaseDecision> decide,
        CancellationToken cancellationToken) =>
        database.SharedAsync(async transaction =>
        {
            // Another publisher may have sealed the batch since it was read, or may be about to: the second one waits
            // here.
            await transaction.ExecuteAsync("select from release_batch where id = $1 for update", batch.Id);
            var current = (await FindAsync(transaction, batch.Day, batch.Kind))!;
            if (current.State != BatchState.Open)
            {
                return current;
            }

            var withheld = await SealAsync(transaction, current, decide);
            var head = await ConsentRows.HeadAsync(transaction);
            await transaction.ExecuteAsync(
                "update release_batch set state = 1, sealed_at = $1, ledger_count = $2, ledger_hash = $3, "
                + "withheld = $4::jsonb where id = $5",
                sealedAt, head.Count, head.Hash, JsonSerializer.Serialize(withheld), current.Id);
            return (await FindAsync(transaction, batch.Day, batch.Kind))!;
        }, cancellationToken);

    public async Task<IReadOnlyList<ReleaseItem>> ReadItemsAsync(
        ReleaseBatch batch, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select usage_point, curve_revision, wh, iv, ec from release_item where batch_id = $1 and not withdrawn "
            + "order by usage_point",
            row => new ReleaseItem(new(row.GetInt64(0)), row.GetInt32(1), PointArrays.Read(row, 2, curve: false)),
            cancellationToken, batch.Id);

    // Shares the lock with writers but excludes withdrawals: no item is dropped between the count and the new state.
    public Task<bool> AdvanceAsync(
        ReleaseBatch batch, BatchState to, Instant at, int itemCount, CancellationToken cancellationToken) =>
        database.SharedAsync(
            async transaction => await transaction.ExecuteAsync(
                "update release_batch set state = $1, published_at = case when $1 = 3 then $2 end "
                + "where id = $3 and state = $4 "
                + "and (select count(*) from release_item where batch_id = $3 and not withdrawn) = $5",
                (short)to, at, batch.Id, (short)batch.State, (long)itemCount) == 1,
            cancellationToken);

    public async Task<IReadOnlyList<ReleaseBatch>> ListAsync(
        ParisDay from, ParisDay to, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"{SelectBatch} where day >= $1 and day < $2 order by sequence", ReadBatch, cancellationToken, from, to);

    static async Task<SortedDictionary<string, int>> SealAsync(
        PgTransaction transaction, ReleaseBatch batch, Func<ReleaseCandidate, ReleaseDecision> decide)
    {
        var withheld = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var candidates in ReleaseCandidates.ReadAsync(transaction, batch.Day))
        {
            var items = new List<ReleaseItem>();
            foreach (var decision in candidates.Select(decide))
            {
                if (decision.Item is { } item)
                {
                    items.Add(item);
                }
                else
                {
                    withheld[decision.WithheldReason] = withheld.GetValueOrDefault(decision.WithheldReason) + 1;
                }
            }

            await AddItemsAsync(transaction, batch, items);
        }

        return withheld;
    }

    static async Task AddItemsAsync(PgTransaction transaction, ReleaseBatch batch, List<ReleaseItem> items)
    {
        await using var rows = await transaction.Connection.BeginBinaryImportAsync(
            "copy release_item from stdin (format binary)", transaction.Cancellation);
        foreach (var item in items)
        {
            await rows.WriteRowAsync(
                transaction.Cancellation, batch.Id, item.UsagePoint.Value, item.CurveRevision, false,
                PointArrays.Wh(item.Points), PointArrays.Iv(item.Points), PointArrays.Ec(item.Points));
        }

        await rows.CompleteAsync(transaction.Cancellation);
    }

    static async Task<ReleaseBatch?> FindAsync(PgTransaction transaction, ParisDay day, string kind) =>
        (await transaction.QueryAsync(
            $"{SelectBatch} where day = $1 and kind = $2 order by revision desc limit 1", ReadBatch, day, kind))
        .FirstOrDefault();

    static ReleaseBatch ReadBatch(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Day = row.Day(1),
        Kind = row.GetString(2),
        Revision = row.GetInt32(3),
        Sequence = row.GetInt32(4),
        Recipient = row.GetString(5),
        State = (BatchState)row.GetInt16(6),
        ScheduledFor = row.Instant(7),
        SealedAt = row.OptionalInstant(8),
        PublishedAt = row.OptionalInstant(9),
        Ledger = new(row.GetInt64(10), row.GetString(11)),
        Withheld = JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.GetString(12))!,
    };
}
