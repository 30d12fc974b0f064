using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The ledger of a usage point, to periods of consent. State is never stored: it is computed from the events, each time.
/// </summary>
/// <remarks>
/// An activation opens a period, a second one while it is open lets it last longer, a withdrawal closes it; that of
/// <i>enregistrement</i> closes both, for without recording nothing can be collected. A period never reaches outside
/// the tenure that it was given in: consent is the holder's, not the house's, and does not come back with him.
/// </remarks>
static class ConsentPeriods
{
    /// <summary>The longest a consent lasts: 36 months (Enedis, Homologation C5 SGE v26.2 p. 35).</summary>
    public const int LongestMonths = 36;

    public static IReadOnlyList<ConsentPeriod> FromSnapshot(ConsentSnapshot snapshot)
    {
        var periods = new List<ConsentPeriod>();
        foreach (var (kind, holder) in snapshot.Events.Select(e => (e.Kind, e.Holder)).Distinct())
        {
            var events = snapshot.Events
                .Where(e => e.Holder == holder && Concerns(e, kind))
                .OrderBy(e => e.At)
                .ThenBy(e => e.Sequence)
                .ToList();
            foreach (var (from, to) in Occupancies(snapshot.Registry, holder))
            {
                var own = events.Where(e => from <= e.At && (to is null || e.At < to));
                periods.AddRange(Given(kind, holder, own).Select(period => Within(period, to)).OfType<ConsentPeriod>());
            }
        }

        return [.. periods.OrderBy(period => period.From)];
    }

    /// <summary>
    /// Where half-hours may be kept: both consents of one holder in force, neither withdrawn.
    /// </summary>
    public static IReadOnlyList<CollectionPermit> Permits(ConsentSnapshot snapshot)
    {
        var kept = FromSnapshot(snapshot).Where(period => period.Closing != ClosingReason.Withdrawal).ToList();
        var permits =
            from e in kept
            where e.Kind == ConsentKind.Enregistrement
            from c in kept
            where c.Kind == ConsentKind.Collecte && c.Holder == e.Holder
            let @from = e.From > c.From ? e.From : c.From
            let to = Earlier(e.To, c.To)
            where to is null || @from < to
            orderby @from
            select new CollectionPermit(snapshot.UsagePoint, @from, to);
        return [.. permits.DistinctBy(permit => permit.From)];
    }

    static bool Concerns(ConsentEvent e, ConsentKind kind) => e.Act switch
    {
        ConsentAct.Activated => e.Kind == kind,
        ConsentAct.Withdrawn => e.Kind == kind || e.Kind == ConsentKind.Enregistrement,
        _ => false,
    };

    static IEnumerable<ConsentPeriod> Given(ConsentKind kind, string holder, IEnumerable<ConsentEvent> events)
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

    /// <summary>The same time of the day some months later, on the clocks of Paris.</summary>
    public static Instant MonthsAfter(Instant at, int months)
    {
        var local = at.InParis().DateTime.AddMonths(months);
        // The hour that a change of the clocks skips or doubles: an hour later it exists once.
        return ParisDay.TryFromLocal(local, out var instant) || ParisDay.TryFromLocal(local.AddHours(1), out instant)
            ? instant
            : throw new InvalidOperationException($"{local} has no instant in Paris.");
    }

    /// <summary>A period as far as the tenure reaches; null when nothing of it is left.</summary>
    static ConsentPeriod? Within(ConsentPeriod period, Instant? occupancyEnd)
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

    /// <summary>The spans over which a holder has the usage point; a change of meter in between does not cut them.</summary>
    static List<(Instant From, Instant? To)> Occupancies(IReadOnlyList<RegistryEntry> registry, string holder)
    {
        var occupancies = new List<(Instant From, Instant? To)>();
        foreach (var entry in registry.Where(entry => entry.Holder == holder).OrderBy(entry => entry.From))
        {
            if (occupancies.Count > 0 && (occupancies[^1].To is null || occupancies[^1].To >= entry.From))
            {
                occupancies[^1] = (occupancies[^1].From, occupancies[^1].To is null || entry.To is null ? null : Later(occupancies[^1].To, entry.To));
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
