using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// Registry, ledger and permits in SQLite. The file has one write lock: while consents change, no reading is stored and
/// no batch is sealed.
/// </summary>
sealed class SqliteConsentStore(SqliteDatabase database) : IConsentStore
{
    public Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        database.Write(() =>
        {
            foreach (var usagePoint in usagePoints)
            {
                var before = ConsentRows.Snapshot(database, usagePoint);
                var change = decide(before);
                var sequence = before.Head.Count;
                foreach (var added in change.Added)
                {
                    ConsentRows.Append(database, added, ++sequence);
                }

                SetPermits(before, change.Permits);
                if (change.Added.Any(added => added.Act == ConsentAct.Withdrawn))
                {
                    DropUnpublished(usagePoint);
                }
            }

            return 0;
        });
        return Task.CompletedTask;
    }

    public Task<int> ImportRegistryAsync(
        IReadOnlyList<RegistryEntry> entries, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Write(() =>
        {
            var changed = entries.Count(Upsert);
            if (changed > 0)
            {
                foreach (var usagePoint in entries.Select(entry => entry.UsagePoint).Distinct())
                {
                    var snapshot = ConsentRows.Snapshot(database, usagePoint);
                    SetPermits(snapshot, permits(snapshot));
                    foreach (var entry in snapshot.Registry)
                    {
                        TouchAll(entry);
                    }
                }
            }

            return changed;
        }));
    }

    public Task<ConsentSnapshot> ReadAsync(Prm usagePoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(() => ConsentRows.Snapshot(database, usagePoint)));
    }

    public Task<IReadOnlyList<RegistryEntry>> ReadRegistryAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<RegistryEntry>>(database.Read(() => database.Query(
            $"{ConsentRows.SelectRegistry} order by usage_point, from_at", ConsentRows.ReadRegistry)));
    }

    public Task<IReadOnlyList<CollectionPermit>> ReadPermitsAsync(Prm usagePoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<CollectionPermit>>(
            database.Read(() => ConsentRows.Permits(database, usagePoint)));
    }

    bool Upsert(RegistryEntry entry) => database.Execute(
        "insert into registry values ($1, $2, $3, $4, $5, $6, $7) on conflict do update set "
        + "holder = $3, to_at = $5, kva = $6, offer = $7 "
        + "where (holder, to_at, kva, offer) is not ($3, $5, $6, $7)",
        entry.UsagePoint.Value, entry.Meter.Value, entry.Holder, entry.From.UnixSeconds, entry.To?.UnixSeconds,
        entry.Kva, entry.Offer) == 1;

    void SetPermits(ConsentSnapshot snapshot, IReadOnlyList<CollectionPermit> permits)
    {
        database.Execute("update permit_version set version = version + 1");
        database.Execute("delete from collection_permit where usage_point = $1", snapshot.UsagePoint.Value);
        foreach (var permit in permits)
        {
            database.Execute(
                "insert into collection_permit values ($1, $2, $3)",
                permit.UsagePoint.Value, permit.From.UnixSeconds, permit.To?.UnixSeconds);
        }

        foreach (var entry in snapshot.Registry)
        {
            Minimise(entry);
        }
    }

    /// <summary>
    /// Readings that a permit covered and none covers any more are removed, but for the first and the last of each day;
    /// the curves of their days go at once, and come back as far as they may when the days are rebuilt.
    /// </summary>
    void Minimise(RegistryEntry entry)
    {
        var outside = database.Query(
            "select at, meter_id from reading where meter_id = (select meter_id from meter where address = $1) "
            + "and at >= $2 and ($3 is null or at < $3) and permitted <> exists (select 1 from collection_permit p "
            + "where p.usage_point = $4 and p.from_at <= at and (p.to_at is null or at < p.to_at))",
            row => (At: row.Instant(0), MeterId: row.GetInt64(1)),
            entry.Meter.Value, entry.From.UnixSeconds, entry.To?.UnixSeconds, entry.UsagePoint.Value);
        foreach (var (at, meterId) in outside)
        {
            database.Execute(
                "update reading set permitted = 1 - permitted where meter_id = $1 and at = $2", meterId, at.UnixSeconds);
        }

        foreach (var (meterId, day) in outside.Select(row => (row.MeterId, Day: ParisDay.Of(row.At))).Distinct())
        {
            Marks.Prune(database, meterId, day);
            Marks.Touch(database, meterId, day);
            Marks.Touch(database, meterId, day.Previous);
            database.Execute(
                "delete from load_curve where usage_point = $1 and day = $2",
                entry.UsagePoint.ToDigits(), day.ToString());
        }
    }

    void TouchAll(RegistryEntry entry)
    {
        var span = database.Query(
            "select min(at), max(at), meter_id from reading where meter_id = "
            + "(select meter_id from meter where address = $1) and at >= $2 and ($3 is null or at < $3)",
            row => (From: row.OptionalInstant(0), To: row.OptionalInstant(1), MeterId: row.OptionalLong(2)),
            entry.Meter.Value, entry.From.UnixSeconds, entry.To?.UnixSeconds)[0];
        if (span is not ({ } from, { } to, { } meterId))
        {
            return;
        }

        for (var day = ParisDay.Of(from); day <= ParisDay.Of(to); day = day.Next)
        {
            Marks.Touch(database, meterId, day);
            // What stood under the address of the meter now stands under its usage point.
            database.Execute(
                "delete from daily_energy where usage_point = $1 and day = $2", entry.Meter.ToDigits(), day.ToString());
        }
    }

    void DropUnpublished(Prm usagePoint)
    {
        database.Execute(
            "update release_item set withdrawn = 1, wh = x'', iv = x'', ec = x'' where usage_point = $1 and withdrawn = 0 "
            + "and batch_id in (select id from release_batch where state in (1, 2))", usagePoint.Value);
        database.Execute("update release_batch set state = 1 where state = 2");
    }
}
