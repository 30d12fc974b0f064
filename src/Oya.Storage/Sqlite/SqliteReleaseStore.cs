using System.Text.Json;
using Microsoft.Data.Sqlite;
using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Release batches and their items in SQLite.</summary>
sealed class SqliteReleaseStore(SqliteDatabase database) : IReleaseStore
{
    const string SelectBatch =
        "select id, day, kind, revision, sequence, recipient, state, scheduled_for, sealed_at, published_at, "
        + "ledger_count, ledger_hash, withheld from release_batch";

    const string Customers = "customers";

    public Task<ReleaseBatch?> FindAsync(ParisDay day, string kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(() => Find(day, kind)));
    }

    public Task<ReleaseBatch> OpenAsync(
        ParisDay day, string kind, Instant scheduledFor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() =>
        {
            database.Execute(
                "insert into release_batch values ($1, $2, $3, 0, "
                + "(select coalesce(max(sequence), 0) + 1 from release_batch), $4, 0, $5, null, null, 0, '', '{}') "
                + "on conflict do nothing",
                $"{day}-{kind}-0", day.ToString(), kind, Customers, scheduledFor.UnixSeconds);
            return Find(day, kind)!;
        }));
    }

    public Task<IReadOnlyList<ReleaseCandidate>> ListCandidatesAsync(
        ParisDay day, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ReleaseCandidate>>(database.Read(() => Candidates(day).ToList()));
    }

    public Task<ReleaseBatch> SealAsync(
        ReleaseBatch batch, Instant sealedAt, Func<ReleaseCandidate, ReleaseDecision> decide,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() =>
        {
            // Another process may have sealed the batch since it was read.
            var current = Find(batch.Day, batch.Kind)!;
            if (current.State != BatchState.Open)
            {
                return current;
            }

            var withheld = Seal(current, decide);
            var head = ConsentRows.Head(database);
            database.Execute(
                "update release_batch set state = 1, sealed_at = $1, ledger_count = $2, ledger_hash = $3, "
                + "withheld = $4 where id = $5",
                sealedAt.UnixSeconds, head.Count, head.Hash, JsonSerializer.Serialize(withheld), current.Id);
            return Find(batch.Day, batch.Kind)!;
        }));
    }

    public Task<IReadOnlyList<ReleaseItem>> ReadItemsAsync(ReleaseBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ReleaseItem>>(database.Read(() => database.Query(
            "select usage_point, curve_revision, wh, iv, ec from release_item where batch_id = $1 and withdrawn = 0 "
            + "order by usage_point",
            row => new ReleaseItem(new(row.GetInt64(0)), row.GetInt32(1), PointBlobs.Read(row, 2, curve: false)),
            batch.Id)));
    }

    public Task<bool> AdvanceAsync(
        ReleaseBatch batch, BatchState to, Instant at, int itemCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() => database.Execute(
            "update release_batch set state = $1, published_at = case when $1 = 3 then $2 end "
            + "where id = $3 and state = $4 "
            + "and (select count(*) from release_item where batch_id = $3 and withdrawn = 0) = $5",
            (long)to, at.UnixSeconds, batch.Id, (long)batch.State, itemCount) == 1));
    }

    public Task<IReadOnlyList<ReleaseBatch>> ListAsync(ParisDay from, ParisDay to, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ReleaseBatch>>(database.Read(() => database.Query(
            $"{SelectBatch} where day >= $1 and day < $2 order by sequence", ReadBatch,
            from.ToString(), to.ToString())));
    }

    SortedDictionary<string, int> Seal(ReleaseBatch batch, Func<ReleaseCandidate, ReleaseDecision> decide)
    {
        var withheld = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var candidate in Candidates(batch.Day))
        {
            var decision = decide(candidate);
            if (decision.Item is { } item)
            {
                database.Execute(
                    "insert into release_item values ($1, $2, $3, 0, $4, $5, $6)", batch.Id, item.UsagePoint.Value,
                    item.CurveRevision, PointBytes.Wh(item.Points), PointBytes.Iv(item.Points),
                    PointBytes.Ec(item.Points));
            }
            else
            {
                withheld[decision.WithheldReason] = withheld.GetValueOrDefault(decision.WithheldReason) + 1;
            }
        }

        return withheld;
    }

    IEnumerable<ReleaseCandidate> Candidates(ParisDay day)
    {
        var usagePoints = database.Query(
            "select distinct usage_point from registry where from_at < $1 and (to_at is null or to_at > $2) order by 1",
            row => new Prm(row.GetInt64(0)), day.End.UnixSeconds, day.Start.UnixSeconds);
        foreach (var usagePoint in usagePoints)
        {
            var curve = database.Query(
                $"{SqliteCurveStore.SelectCurve} where usage_point = $1 and day = $2", SqliteCurveStore.ReadCurve,
                usagePoint.ToDigits(), day.ToString()).FirstOrDefault();
            yield return new(ConsentRows.Snapshot(database, usagePoint), curve);
        }
    }

    ReleaseBatch? Find(ParisDay day, string kind) => database.Query(
        $"{SelectBatch} where day = $1 and kind = $2 order by revision desc limit 1", ReadBatch, day.ToString(), kind)
        .FirstOrDefault();

    static ReleaseBatch ReadBatch(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Day = row.Day(1),
        Kind = row.GetString(2),
        Revision = row.GetInt32(3),
        Sequence = row.GetInt32(4),
        Recipient = row.GetString(5),
        State = (BatchState)row.GetInt32(6),
        ScheduledFor = row.Instant(7),
        SealedAt = row.OptionalInstant(8),
        PublishedAt = row.OptionalInstant(9),
        Ledger = new(row.GetInt64(10), row.GetString(11)),
        Withheld = JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.GetString(12))!,
    };
}
