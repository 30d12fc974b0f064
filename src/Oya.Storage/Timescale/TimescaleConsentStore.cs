using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Registry, ledger and permits in PostgreSQL. They change alone: meanwhile no reading is stored, no curve saved and no
/// batch sealed.
/// </summary>
sealed class TimescaleConsentStore(TimescaleDatabase database) : IConsentStore
{
    public Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide, CancellationToken cancellationToken) =>
        database.AloneAsync(async transaction =>
        {
            var snapshots = await ConsentRows.SnapshotsAsync(transaction, usagePoints);
            var meters = snapshots.Values.SelectMany(snapshot => snapshot.Registry.Select(entry => entry.Meter));
            var minimisation = await Minimisation.BeginAsync(transaction, [.. meters.Distinct()]);
            var before = await ConsentRows.PermitsAsync(transaction, usagePoints);
            var (added, permits) = Decide(usagePoints, snapshots, decide);
            await ConsentRows.AppendAsync(transaction, added);
            await ConsentRows.SetPermitsAsync(transaction, permits.Keys, [.. permits.Values.SelectMany(all => all)]);
            var marks = new DirtyDays();
            await minimisation.ApplyAsync(marks);
            await marks.WriteAsync(transaction);
            await CurveTrim.ApplyAsync(transaction, before, permits);
            var withdrawn = added.Where(one => one.Act == ConsentAct.Withdrawn).Select(one => one.UsagePoint).Distinct();
            await WithdrawnItems.DropAsync(transaction, [.. withdrawn], permits);
            return 0;
        }, cancellationToken);

    public Task<int> ImportRegistryAsync(
        IReadOnlyList<RegistryEntry> entries, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits,
        CancellationToken cancellationToken) =>
        database.AloneAsync(async transaction =>
        {
            var change = await RegistryRows.CompareAsync(transaction, entries);
            if (change.Count > 0)
            {
                await FollowAsync(transaction, change, permits);
            }

            return change.Count;
        }, cancellationToken);

    public Task<ConsentSnapshot> ReadAsync(Prm usagePoint, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async transaction => (await ConsentRows.SnapshotsAsync(transaction, [usagePoint]))[usagePoint],
            cancellationToken);

    public async Task<IReadOnlyList<RegistryEntry>> ReadRegistryAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(
            $"{ConsentRows.SelectRegistry} order by usage_point, from_at, meter", ConsentRows.ReadRegistry,
            cancellationToken);

    public async Task<IReadOnlyList<CollectionPermit>> ReadPermitsAsync(
        Prm usagePoint, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select from_at, to_at from collection_permit where usage_point = $1 order by from_at",
            row => new CollectionPermit(usagePoint, row.Instant(0), row.OptionalInstant(1)), cancellationToken, usagePoint);

    /// <summary>Asks of one usage point after the other: each sees the ledger with what was decided of those before it.</summary>
    static (List<ConsentEvent> Added, Dictionary<Prm, IReadOnlyList<CollectionPermit>> Permits) Decide(
        IReadOnlyList<Prm> usagePoints, Dictionary<Prm, ConsentSnapshot> snapshots,
        Func<ConsentSnapshot, ConsentChange> decide)
    {
        var added = new List<ConsentEvent>();
        var permits = new Dictionary<Prm, IReadOnlyList<CollectionPermit>>();
        var head = snapshots.Values.FirstOrDefault()?.Head ?? default;
        foreach (var usagePoint in usagePoints)
        {
            var before = snapshots[usagePoint] with { Head = head };
            var change = decide(before);
            var sequence = head.Count;
            List<ConsentEvent> entries = [.. change.Added.Select(one => one with { Sequence = ++sequence })];
            head = entries.Count > 0 ? new(sequence, entries[^1].Hash) : head;
            added.AddRange(entries);
            permits[usagePoint] = change.Permits;
            snapshots[usagePoint] = before with { Events = [.. before.Events, .. entries] };
        }

        return (added, permits);
    }

    /// <summary>Registry, permits, readings and curves after some entries have changed.</summary>
    static async Task FollowAsync(
        PgTransaction transaction, RegistryChange change, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits)
    {
        var usagePoints = change.UsagePoints;
        var known = await RegistryRows.MetersAsync(transaction, usagePoints);
        MeterAddress[] meters = [.. known.Union(change.Entries.Select(entry => entry.Meter))];
        var minimisation = await Minimisation.BeginAsync(transaction, meters);
        var before = await ConsentRows.PermitsAsync(transaction, usagePoints);
        await RegistryRows.WriteAsync(transaction, change.Entries);
        var snapshots = await ConsentRows.SnapshotsAsync(transaction, usagePoints);
        var after = usagePoints.ToDictionary(usagePoint => usagePoint, usagePoint => permits(snapshots[usagePoint]));
        await ConsentRows.SetPermitsAsync(transaction, usagePoints, [.. after.Values.SelectMany(all => all)]);
        // Only when the permits of all are set: a meter that moved from one to the other is looked at once.
        var marks = new DirtyDays();
        await RegistryRows.MarkDaysDirtyAsync(transaction, change.Spans, marks);
        await minimisation.ApplyAsync(marks);
        await marks.WriteAsync(transaction);
        await CurveTrim.ApplyAsync(transaction, before, after);
        await RegistryRows.RemoveUnregisteredAsync(transaction, usagePoints, meters);
    }
}
