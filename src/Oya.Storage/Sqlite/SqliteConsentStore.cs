using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>
/// Registry, ledger and permits in SQLite. The file has a single write lock: while consents change, no reading is
/// stored and no batch is sealed.
/// </summary>
sealed class SqliteConsentStore(SqliteDatabase database) : IConsentStore
{
    public Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide,
        CancellationToken cancellationToken)
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

                SetPermits(usagePoint, change.Permits);
                foreach (var meter in before.Registry.Select(entry => entry.Meter).Distinct())
                {
                    Minimisation.Apply(database, meter);
                }

                if (change.Added.Any(added => added.Act == ConsentAct.Withdrawn))
                {
                    WithdrawnItems.Drop(database, usagePoint, change.Permits);
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
            var changed = entries.Count(entry => RegistryRows.Upsert(database, entry));
            if (changed > 0)
            {
                ApplyRegistryChange([.. entries.Select(entry => entry.UsagePoint).Distinct()], permits);
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

    /// <summary>Updates permits, readings and curves after the registry has changed.</summary>
    void ApplyRegistryChange(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits)
    {
        var meters = new HashSet<MeterAddress>();
        foreach (var usagePoint in usagePoints)
        {
            var snapshot = ConsentRows.Snapshot(database, usagePoint);
            SetPermits(usagePoint, permits(snapshot));
            meters.UnionWith(snapshot.Registry.Select(entry => entry.Meter));
        }

        // Only after all permits are set: a meter that moved from one usage point to another is processed once.
        foreach (var meter in meters)
        {
            Minimisation.Apply(database, meter);
        }

        RegistryRows.RemoveUnregistered(database, usagePoints, meters);
    }

    void SetPermits(Prm usagePoint, IReadOnlyList<CollectionPermit> permits)
    {
        var before = ConsentRows.Permits(database, usagePoint);
        database.Execute("update permit_version set version = version + 1");
        database.Execute("delete from collection_permit where usage_point = $1", usagePoint.Value);
        foreach (var permit in permits)
        {
            database.Execute(
                "insert into collection_permit values ($1, $2, $3)",
                permit.UsagePoint.Value, permit.From.UnixSeconds, permit.To?.UnixSeconds);
        }

        if (PermittedCurve.IsReduced(before, permits))
        {
            SqliteCurveStore.Trim(database, usagePoint, permits);
        }
    }
}
