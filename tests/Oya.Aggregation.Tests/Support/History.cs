using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>
/// A random history of one usage point over some days: its holders, their consents, and which facts were learned late.
/// </summary>
sealed class History
{
    const int Grid = 600;

    public required Prm Point { get; init; }

    public required MeterAddress Meter { get; init; }

    /// <summary>The holders, in order.</summary>
    public List<(string Holder, Instant From, Instant? To)> Occupancies { get; } = [];

    /// <summary>The acts in the order of the ledger. The late ones arrive after the readings are stored.</summary>
    public List<(ConsentImport Act, bool Late)> Acts { get; } = [];

    /// <summary>True when the departure of the last holder was learned late.</summary>
    public bool LeftLate { get; private set; }

    public static History Random(Random dice, int number, Instant from, Instant to)
    {
        var history = new History { Point = new(14_500_000_000_000 + number), Meter = new(41_876_000_000 + number) };
        history.AddOccupancies(dice, from, to);
        // Half of the histories have both consents on the first day. Otherwise there would be little to release.
        if (dice.Next(2) == 0)
        {
            var at = from + Grid * dice.Next(72);
            history.AddAct(dice, at, ConsentKind.Enregistrement, ConsentAct.Activated);
            history.AddAct(dice, at, ConsentKind.Collecte, ConsentAct.Activated);
        }

        var count = dice.Next(6);
        for (var i = 0; i < count; i++)
        {
            history.AddAct(
                dice,
                from + (Grid * dice.Next(-100, (int)((to - from) / Grid))),
                dice.Next(2) == 0 ? ConsentKind.Enregistrement : ConsentKind.Collecte,
                dice.Next(10) switch
                {
                    0 => ConsentAct.Requested,
                    < 8 => ConsentAct.Activated,
                    _ => ConsentAct.Withdrawn,
                });
        }

        // The order of the imports: by phase, then by time.
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
    /// The history as known when the readings arrived. A withdrawal learned late can also permit more: it ends a period
    /// that a later withdrawal would have revoked completely. Readings that were not kept before are lost anyway.
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
        var at = from - dice.Next(3) * 86_400;
        for (var count = 1 + dice.Next(3); count > 0; count--)
        {
            var last = count == 1;
            var length = last && dice.Next(2) == 0 ? (long?)null : Grid * (1 + dice.Next((int)((to - from) / Grid)));
            var end = length is { } seconds ? at + seconds : default(Instant?);
            if (!last && end is null)
            {
                break;
            }

            // A holder may come back after another holder.
            var holder = $"holder {(Occupancies.Count % 2 == 0 ? 0 : dice.Next(1, 3))}";
            Occupancies.Add((holder, at, end));
            at = (end ?? at) + (dice.Next(3) == 0 ? 0 : Grid * dice.Next(1, 12));
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
        // Only withdrawals are learned late. A consent not known when the readings arrived could not release them.
        var late = act == ConsentAct.Withdrawn && dice.Next(2) == 0;
        Acts.Add((new(Point, holder, kind, act, at, expires, "test"), late));
    }

    /// <summary>
    /// A midnight, or an instant inside a half-hour. If a consent ended with a half-hour inside a day, the reading at
    /// the end of this half-hour would not be covered, and therefore not stored.
    /// </summary>
    static Instant End(Random dice, Instant at) => dice.Next(2) == 0
        ? ParisDay.Containing(at + dice.Next(2) * 86_400).End
        : at + Grid * dice.Next(1, 300) + 60;
}
