using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Registry, ledger and permits in PostgreSQL. They are changed under the exclusive consent lock: no reading is
/// stored, no curve saved and no batch sealed at the same time.
/// </summary>
sealed class TimescaleConsentStore(TimescaleDatabase database) : IConsentStore
{
    public Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide,
        CancellationToken cancellationToken) =>
        database.ExclusiveAsync(async transaction =>
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
            var withdrawn = added.Where(entry => entry.Act == ConsentAct.Withdrawn)
                .Select(entry => entry.UsagePoint).Distinct();
            await WithdrawnItems.DropAsync(transaction, [.. withdrawn], permits);
            return 0;
        }, cancellationToken);

    public Task<int> ImportRegistryAsync(
        IReadOnlyList<RegistryEntry> entries, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits,
        CancellationToken cancellationToken) =>
        database.ExclusiveAsync(async transaction =>
        {
            var change = await RegistryRows.CompareAsync(transaction, entries);
            if (change.Count > 0)
            {
                await ApplyChangeAsync(transaction, change, permits);
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
            row => new CollectionPermit(usagePoint, row.Instant(0), row.OptionalInstant(1)), cancellationToken,
            usagePoint);

    /// <summary>
    /// Calls <paramref name="decide"/> for one usage point after another. Each call sees the ledger with the events
    /// added for the earlier usage points.
    /// </summary>
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
            List<ConsentEvent> entries = [.. change.Added.Select(entry => entry with { Sequence = ++sequence })];
            head = entries.Count > 0 ? new(sequence, entries[^1].Hash) : head;
            added.AddRange(entries);
            permits[usagePoint] = change.Permits;
            snapshots[usagePoint] = before with { Events = [.. before.Events, .. entries] };
        }

        return (added, permits);
    }

    /// <summary>Updates registry, permits, readings and curves after entries have changed.</summary>
    static async Task ApplyChangeAsync(
        PgTransaction transaction, RegistryChange change,
        Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits)
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
        // Only after all permits are set: a meter that moved from one usage point to another is processed once.
        var marks = new DirtyDays();
        await RegistryRows.MarkDaysDirtyAsync(transaction, change.Spans, marks);
        await minimisation.ApplyAsync(marks);
        await marks.WriteAsync(transaction);
        await CurveTrim.ApplyAsync(transaction, before, after);
        await RegistryRows.RemoveUnregisteredAsync(transaction, usagePoints, meters);
    }
}
