using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>
/// A made-up past of one usage point over some days: who held it, what they consented to, what of it was learned late.
/// </summary>
sealed class History
{
    const int Grid = 600;

    public required Prm Point { get; init; }

    public required MeterAddress Meter { get; init; }

    /// <summary>Holders, one after the other.</summary>
    public List<(string Holder, Instant From, Instant? To)> Occupancies { get; } = [];

    /// <summary>Acts in the order of the ledger; the late ones come when the readings are stored already.</summary>
    public List<(ConsentImport Act, bool Late)> Acts { get; } = [];

    /// <summary>The last holder left, which was learned late.</summary>
    public bool LeftLate { get; private set; }

    public static History Random(Random dice, int number, Instant from, Instant to)
    {
        var history = new History { Point = new(14_500_000_000_000 + number), Meter = new(41_876_000_000 + number) };
        history.AddOccupancies(dice, from, to);
        // Half of them consent to both on the first day, or there would be little to release.
        if (dice.Next(2) == 0)
        {
            var at = from.AddSeconds(Grid * dice.Next(72));
            history.AddAct(dice, at, ConsentKind.Enregistrement, ConsentAct.Activated);
            history.AddAct(dice, at, ConsentKind.Collecte, ConsentAct.Activated);
        }

        var count = dice.Next(6);
        for (var i = 0; i < count; i++)
        {
            history.AddAct(
                dice,
                from.AddSeconds(Grid * dice.Next(-100, (int)((to.UnixSeconds - from.UnixSeconds) / Grid))),
                dice.Next(2) == 0 ? ConsentKind.Enregistrement : ConsentKind.Collecte,
                dice.Next(10) switch { 0 => ConsentAct.Requested, < 8 => ConsentAct.Activated, _ =>
                    ConsentAct.Withdrawn });
        }

        // The order in which they are imported: by phase, then by time.
        var ordered = history.Acts.OrderBy(act => act.Late).ThenBy(act => act.Act.At).ToList();
        history.Acts.Clear();
        history.Acts.AddRange(ordered);
        return history;
    }

    public IReadOnlyList<RegistryEntry> Entries(bool late) =>
    [
        .. Occupancies.Select((occupancy, i) => new RegistryEntry(
            Point, Meter, occupancy.Holder, occupancy.From, i == Occupancies.Count - 1 && LeftLate
                && !late ? null : occupancy.To, 9, "BASE")),
    ];

    /// <summary>
    /// The past as it was known when the readings came. A withdrawal learned late may also give back: it ends a period
    /// that a later withdrawal would have taken whole. What was not kept by then is gone all the same.
    /// </summary>
    public History AsKnownAtFirst()
    {
        var known = new History { Point = Point, Meter = Meter };
        known.Occupancies.AddRange(Occupancies.Select((occupancy, i) =>
            i == Occupancies.Count - 1 && LeftLate ? (occupancy.Holder, occupancy.From, null) : occupancy));
        known.Acts.AddRange(Acts.Where(act => !act.Late));
        return known;
    }

    public override string ToString() =>
        $"{Point.ToDigits()}: " + string.Join(", ", Occupancies) + (LeftLate ? " (left, learned late)" : "") + "\n"
        + string.Join("\n", Acts
            .Select(act => $"{act.Act.At.ToParisString()} {act.Act.Holder} {act.Act.Kind} {act.Act.Act} "
            + $"{act.Act.Expires?.ToParisString()}{(act.Late ? " late" : "")}"));

    void AddOccupancies(Random dice, Instant from, Instant to)
    {
        var at = from.AddSeconds(-(dice.Next(3) * 86_400));
        for (var count = 1 + dice.Next(3); count > 0; count--)
        {
            var last = count == 1;
            var length = last && dice.Next(2) == 0
                ? (long?)null
                : Grid * (1 + dice.Next((int)((to.UnixSeconds - from.UnixSeconds) / Grid)));
            var end = length is { } seconds ? at.AddSeconds(seconds) : default(Instant?);
            if (!last && end is null)
            {
                break;
            }

            // A holder may come back after another one, not after himself.
            var holder = $"holder {(Occupancies.Count % 2 == 0 ? 0 : dice.Next(1, 3))}";
            Occupancies.Add((holder, at, end));
            at = (end ?? at).AddSeconds(dice.Next(3) == 0 ? 0 : Grid * dice.Next(1, 12));
        }

        LeftLate = Occupancies[^1].To is not null && dice.Next(3) == 0;
    }

    void AddAct(Random dice, Instant at, ConsentKind kind, ConsentAct act)
    {
        var holder = Occupancies.Find(occupancy => occupancy.From <= at && (occupancy.To is null || at < occupancy.To)).Holder;
        if (holder is null
            || Acts.Exists(other => other.Act.At == at && other.Act.Kind == kind && other.Act.Act == act))
        {
            return;
        }

        Instant? expires = act == ConsentAct.Activated && dice.Next(3) == 0 ? End(dice, at) : null;
        // What was not known when the readings came cannot be released: only withdrawals are learned late.
        var late = act == ConsentAct.Withdrawn && dice.Next(2) == 0;
        Acts.Add((new(Point, holder, kind, act, at, expires, "test"), late));
    }

    /// <summary>
    /// A midnight, or any other instant that ends no half-hour: of the half-hour that ends with a consent inside a day
    /// the
    /// reading at its end is not covered, and so not there.
    /// </summary>
    static Instant End(Random dice, Instant at) => dice.Next(2) == 0
        ? ParisDay.Containing(at.AddSeconds(dice.Next(2) * 86_400)).End
        : at.AddSeconds(Grid * dice.Next(1, 300)).AddSeconds(60);
}
