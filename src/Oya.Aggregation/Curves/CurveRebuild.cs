using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The result of a rebuild.</summary>
/// <param name="Days">Days built, each counted once per owner.</param>
/// <param name="Changed">Rows whose content changed.</param>
/// <param name="Kept">Days left unchanged, because the readings that they were built from have been deleted.</param>
public readonly record struct RebuildResult(int Days, int Changed, int Kept);

/// <summary>Rebuilds the days made dirty by readings, permits or the registry.</summary>
public sealed class CurveRebuild(Stores stores)
{
    // Days saved in one transaction: a few hundred rows.
    const int BatchLength = 200;

    /// <summary>
    /// Builds every dirty day. The transaction that saves the rows of a day also clears its dirty mark.
    /// </summary>
    public async Task<RebuildResult> RunAsync(CancellationToken cancellationToken)
    {
        // List the dirty days before reading the registry. A later change of the registry raises the versions of the
        // dirty days, so they are built again. An earlier change is part of the registry read here.
        var dirty = await stores.Readings.ListDirtyDaysAsync(cancellationToken);
        var registry = await stores.Consents.ReadRegistryAsync(cancellationToken);
        var byMeter = registry.ToLookup(entry => entry.Meter);
        var byUsagePoint = registry.ToLookup(entry => entry.UsagePoint);
        var purged = await PurgedBeforeAsync(cancellationToken);
        int days = 0, changed = 0, kept = 0;
        foreach (var batch in DirtyDayBatches.Create(dirty, dirtyDay => GetOwners(dirtyDay, byMeter), BatchLength))
        {
            var owners = batch.SelectMany(dirtyDay =>
                GetOwners(dirtyDay, byMeter).Select(owner => (Owner: owner, DirtyDay: dirtyDay)));
            var built = new List<BuiltDay>();
            foreach (var group in owners.GroupBy(entry => (entry.Owner, entry.DirtyDay.Day), entry => entry.DirtyDay))
            {
                var (owner, day) = group.Key;
                // A late reading arrived after the other readings of its day were deleted. Building from it alone would
                // destroy the curve that was built from all of them.
                if (day <= purged && await IsBuiltAsync(owner, day, cancellationToken))
                {
                    kept++;
                }
                else if (await BuildAsync(owner, day, byUsagePoint, cancellationToken) is ({ } energy, var curve, var isKnown))
                {
                    built.Add(new(energy, curve, [.. group], isKnown));
                }
            }

            days += built.Count;
            changed += await stores.Curves.SaveAsync(built, batch, cancellationToken);
        }

        return new(days, changed, kept);
    }

    /// <summary>
    /// The curve of a day with the holes between readings filled and marked as estimated. It is never released.
    /// </summary>
    internal async Task<LoadCurve?> EstimateAsync(
        Prm usagePoint, ParisDay day, IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken)
    {
        var segments = await SegmentsAsync(entries.Where(e => e.Overlaps(day.Start, day.End)), day, cancellationToken);
        var permits = await stores.Consents.ReadPermitsAsync(usagePoint, cancellationToken);
        return segments.Count == 0
            ? null
            : PowerCurveBuilder.Build(CurveOwner.From(usagePoint), day, segments, permits, best: true);
    }

    async Task<ParisDay> PurgedBeforeAsync(CancellationToken cancellationToken) =>
        (await stores.Retention.ListAsync(cancellationToken))
            .Where(proof => proof.What == RetainedData.Reading)
            .Select(proof => proof.Before)
            .DefaultIfEmpty(default)
            .Max();

    async Task<bool> IsBuiltAsync(CurveOwner owner, ParisDay day, CancellationToken cancellationToken) =>
        (await stores.Curves.ReadDailyAsync(owner, day, day.Next, cancellationToken)).Count > 0;

    static IEnumerable<CurveOwner> GetOwners(DirtyDay dirtyDay, ILookup<MeterAddress, RegistryEntry> byMeter)
    {
        var usagePoints = byMeter[dirtyDay.Meter]
            .Where(entry => entry.Overlaps(dirtyDay.Day.Start, dirtyDay.Day.End))
            .Select(entry => CurveOwner.From(entry.UsagePoint))
            .Distinct()
            .ToList();
        return usagePoints.Count > 0 ? usagePoints : [CurveOwner.From(dirtyDay.Meter)];
    }

    async Task<(DailyEnergy? Energy, LoadCurve? Curve, bool IsKnown)> BuildAsync(
        CurveOwner owner, ParisDay day, ILookup<Prm, RegistryEntry> byUsagePoint, CancellationToken cancellationToken)
    {
        var entries = owner.UsagePoint is { } usagePoint
            ? byUsagePoint[usagePoint].Where(entry => entry.Overlaps(day.Start, day.End))
            : [Unregistered(owner.Meter!.Value)];
        var segments = await SegmentsAsync(entries, day, cancellationToken);
        // A reading at the first midnight alone is the end of the day before, not a part of this day.
        if (!segments.Any(segment => segment.Series.Reaches(day.Start, day.End)))
        {
            return default;
        }

        var ends = new List<RegisterEnds>();
        foreach (var segment in segments)
        {
            ends.Add(new(
                await RegistersAsync(segment.Meter, Max(segment.From, day.Start), segment, cancellationToken),
                await RegistersAsync(segment.Meter, Min(segment.To, day.End), segment, cancellationToken)));
        }

        var energy = DailyEnergyBuilder.Build(owner, day, segments, ends);
        var curve = owner.UsagePoint is { } consented
            ? await CurveAsync(consented, day, segments, cancellationToken)
            : null;
        var isKnown = energy.Complete || curve?.Present > 0
            || segments.Any(segment => segment.Series.HasReadingWithin(day.Start, day.End));
        return (energy, curve, isKnown);
    }

    async Task<LoadCurve?> CurveAsync(
        Prm usagePoint, ParisDay day, IReadOnlyList<MeterSegment> segments, CancellationToken cancellationToken)
    {
        var permits = await stores.Consents.ReadPermitsAsync(usagePoint, cancellationToken);
        return permits.Any(permit => day.HalfHours.Any(permit.Covers))
            ? PowerCurveBuilder.Build(CurveOwner.From(usagePoint), day, segments, permits)
            : null;
    }

    async Task<List<MeterSegment>> SegmentsAsync(
        IEnumerable<RegistryEntry> entries, ParisDay day, CancellationToken cancellationToken)
    {
        var periods = new List<MeterPeriod>();
        // A meter that changes holder within the day is one series. Each meter has its own series.
        foreach (var group in entries.OrderBy(entry => entry.From).GroupBy(entry => entry.Meter))
        {
            var points = await stores.Readings.ReadIndexAsync(group.Key, day.Start, day.End, cancellationToken);
            periods.Add(new(group.Key, group.First().From, group.Last().To, GetKva(group), points));
        }

        return MeterChange.Segments(periods, day);
    }

    async Task<(long?[] Supplier, long? Export)?> RegistersAsync(
        MeterAddress meter, Instant at, MeterSegment segment, CancellationToken cancellationToken)
    {
        // For a meter installed or removed within the day, its first or last reading there takes the place of midnight.
        if (segment.Series.IsEmpty)
        {
            return null;
        }

        if (at == segment.From && segment.Series.First > at)
        {
            at = segment.Series.First;
        }
        else if (at == segment.To && segment.Series.Last < at)
        {
            at = segment.Series.Last;
        }

        var (before, after) = await stores.Readings.ReadAroundAsync(meter, at, cancellationToken);
        return MidnightRegisters.At(at, before, after);
    }

    static RegistryEntry Unregistered(MeterAddress meter) =>
        new(default, meter, "", new(long.MinValue / 2), null, 0, "");

    static int? GetKva(IEnumerable<RegistryEntry> entries) =>
        entries.Max(entry => entry.Kva) is var kva && kva > 0 ? kva : null;

    static Instant Max(Instant a, Instant b) => a > b ? a : b;

    static Instant Min(Instant? a, Instant b) => a is { } first && first < b ? first : b;
}
