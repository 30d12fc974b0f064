using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// Computes the periods of consent of a usage point from its ledger. The state is never stored: it is computed from the
/// events each time.
/// </summary>
/// <remarks>
/// An activation opens a period. A second activation extends the open period. A withdrawal closes it. A withdrawal of
/// <i>enregistrement</i> closes both consents, because nothing can be collected without recording. A period never
/// extends outside the occupancy in which it was given: consent belongs to the holder, not to the house, and does not
/// come back when the holder returns.
/// </remarks>
static class ConsentPeriods
{
    /// <summary>The maximum duration of a consent: 36 months (Enedis, Homologation C5 SGE v26.2 p. 35).</summary>
    public const int LongestMonths = 36;

    public static IReadOnlyList<ConsentPeriod> FromSnapshot(ConsentSnapshot snapshot)
    {
        var periods = new List<ConsentPeriod>();
        foreach (var (kind, holder) in snapshot.Events.Select(e => (e.Kind, e.Holder)).Distinct())
        {
            var events = snapshot.Events
                .Where(e => e.Holder == holder && AppliesTo(e, kind))
                .OrderBy(e => e.At)
                .ThenBy(e => e.Sequence)
                .ToList();
            foreach (var (from, to) in Occupancies(snapshot.Registry, holder))
            {
                var inOccupancy = events.Where(e => from <= e.At && (to is null || e.At < to));
                periods.AddRange(
                    FromEvents(kind, holder, inOccupancy).Select(period => ClipTo(period, to)).OfType<ConsentPeriod>());
            }
        }

        return [.. periods.OrderBy(period => period.From)];
    }

    /// <summary>
    /// The periods in which half-hours may be kept: both consents of one holder are active, and neither is withdrawn.
    /// </summary>
    public static IReadOnlyList<CollectionPermit> Permits(ConsentSnapshot snapshot)
    {
        var notWithdrawn = FromSnapshot(snapshot).Where(period => period.Closing != ClosingReason.Withdrawal).ToList();
        var permits =
            from e in notWithdrawn
            where e.Kind == ConsentKind.Enregistrement
            from c in notWithdrawn
            where c.Kind == ConsentKind.Collecte && c.Holder == e.Holder
            let @from = e.From > c.From ? e.From : c.From
            let to = Earlier(e.To, c.To)
            where to is null || @from < to
            orderby @from
            select new CollectionPermit(snapshot.UsagePoint, @from, to);
        return [.. permits.DistinctBy(permit => permit.From)];
    }

    static bool AppliesTo(ConsentEvent e, ConsentKind kind) => e.Act switch
    {
        ConsentAct.Activated => e.Kind == kind,
        ConsentAct.Withdrawn => e.Kind == kind || e.Kind == ConsentKind.Enregistrement,
        _ => false,
    };

    static IEnumerable<ConsentPeriod> FromEvents(ConsentKind kind, string holder, IEnumerable<ConsentEvent> events)
    {
        ConsentPeriod? open = null;
        foreach (var e in events)
        {
            if (open?.To <= e.At)
            {
                yield return open;
                open = null;
            }

            if (e.Act == ConsentAct.Activated)
            {
                var expires = e.Expires ?? MonthsAfter(e.At, LongestMonths);
                open = open is null
                    ? new(kind, holder, e.At, expires, ClosingReason.Expiry)
                    : open with { To = open.To > expires ? open.To : expires };
            }
            else if (open is not null)
            {
                yield return open with { To = e.At, Closing = ClosingReason.Withdrawal };
                open = null;
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>The same local time in Paris, some months later.</summary>
    public static Instant MonthsAfter(Instant at, int months)
    {
        var local = at.InParis().DateTime.AddMonths(months);
        // A clock change skips or repeats an hour. One hour later, the local time exists exactly once.
        return ParisDay.TryFromLocal(local, out var instant) || ParisDay.TryFromLocal(local.AddHours(1), out instant)
            ? instant
            : throw new InvalidOperationException($"{local} has no instant in Paris.");
    }

    /// <summary>A period cut at the end of the occupancy; null when nothing remains.</summary>
    static ConsentPeriod? ClipTo(ConsentPeriod period, Instant? occupancyEnd)
    {
        var end = Earlier(period.To, occupancyEnd);
        return end <= period.From ? null : period with
        {
            To = end,
            Closing = occupancyEnd is not null && end == occupancyEnd && period.To != occupancyEnd
                ? ClosingReason.Departure
                : period.Closing,
            OccupancyEnd = occupancyEnd,
        };
    }

    /// <summary>The periods in which a holder has the usage point. A change of meter does not split a period.</summary>
    static List<(Instant From, Instant? To)> Occupancies(IReadOnlyList<RegistryEntry> registry, string holder)
    {
        var occupancies = new List<(Instant From, Instant? To)>();
        foreach (var entry in registry.Where(entry => entry.Holder == holder).OrderBy(entry => entry.From))
        {
            if (occupancies.Count > 0 && (occupancies[^1].To is null || occupancies[^1].To >= entry.From))
            {
                var (from, to) = occupancies[^1];
                occupancies[^1] = (from, to is null || entry.To is null ? null : Later(to, entry.To));
            }
            else
            {
                occupancies.Add((entry.From, entry.To));
            }
        }

        return occupancies;
    }

    static Instant? Earlier(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;

    static Instant? Later(Instant? a, Instant? b) => a > b ? a : b;
}
