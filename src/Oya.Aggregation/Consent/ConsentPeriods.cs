using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The ledger of a usage point, to periods of consent. State is never stored: it is computed from the events, each time.
/// </summary>
/// <remarks>
/// An activation opens a period, a second one while it is open lets it last longer, a withdrawal closes it. A period
/// never reaches outside the time that its holder has the usage point: consent is the holder's, not the house's.
/// </remarks>
static class ConsentPeriods
{
    /// <summary>The longest a consent lasts: 36 months (Enedis, Homologation C5 SGE v26.2 p. 35).</summary>
    public const int LongestMonths = 36;

    public static IReadOnlyList<ConsentPeriod> Of(ConsentSnapshot snapshot)
    {
        var periods = new List<ConsentPeriod>();
        foreach (var (kind, holder) in snapshot.Events.Select(e => (e.Kind, e.Holder)).Distinct())
        {
            var events = snapshot.Events
                .Where(e => e.Kind == kind && e.Holder == holder && e.Act != ConsentAct.Requested)
                .OrderBy(e => e.At)
                .ThenBy(e => e.Sequence);
            var tenures = Tenures(snapshot.Registry, holder);
            periods.AddRange(Given(kind, holder, events).SelectMany(period => Within(period, tenures)));
        }

        return [.. periods.OrderBy(period => period.From)];
    }

    /// <summary>
    /// Where half-hours may be kept: both consents of one holder in force, neither withdrawn.
    /// </summary>
    public static IReadOnlyList<CollectionPermit> Permits(ConsentSnapshot snapshot)
    {
        var kept = Of(snapshot).Where(period => period.Closing != Closing.Withdrawal).ToList();
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
                    ? new(kind, holder, e.At, expires, Closing.Expiry)
                    : open with { To = open.To > expires ? open.To : expires };
            }
            else if (open is not null)
            {
                yield return open with { To = e.At, Closing = Closing.Withdrawal };
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

    static IEnumerable<ConsentPeriod> Within(ConsentPeriod period, IReadOnlyList<(Instant From, Instant? To)> tenures)
    {
        foreach (var (from, to) in tenures)
        {
            var start = period.From > from ? period.From : from;
            var end = Earlier(period.To, to);
            if (end is not null && end <= start)
            {
                continue;
            }

            yield return period with
            {
                From = start,
                To = end,
                Closing = to is not null && end == to && period.To != to ? Closing.Departure : period.Closing,
            };
        }
    }

    /// <summary>The spans over which a holder has the usage point; a change of meter in between does not cut them.</summary>
    static List<(Instant From, Instant? To)> Tenures(IReadOnlyList<RegistryEntry> registry, string holder)
    {
        var tenures = new List<(Instant From, Instant? To)>();
        foreach (var entry in registry.Where(entry => entry.Holder == holder).OrderBy(entry => entry.From))
        {
            if (tenures.Count > 0 && (tenures[^1].To is null || tenures[^1].To >= entry.From))
            {
                tenures[^1] = (tenures[^1].From, tenures[^1].To is null || entry.To is null ? null : Later(tenures[^1].To, entry.To));
            }
            else
            {
                tenures.Add((entry.From, entry.To));
            }
        }

        return tenures;
    }

    static Instant? Earlier(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;

    static Instant? Later(Instant? a, Instant? b) => a > b ? a : b;
}
