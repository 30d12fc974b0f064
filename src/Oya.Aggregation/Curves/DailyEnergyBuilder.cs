using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// Computes the energy of a day: the difference of the index between its midnights, in total and by register.
/// </summary>
static class DailyEnergyBuilder
{
    /// <summary>The maximum a day, in Wh per subscribed kVA. A higher value is an error, not a consumption.</summary>
    const int MaxWhPerKva = 24_000;

    /// <param name="owner">The usage point or meter.</param>
    /// <param name="day">The day.</param>
    /// <param name="segments">Its meters, in order.</param>
    /// <param name="ends">The registers of each meter at the beginning and the end of its part of the day.</param>
    public static DailyEnergy Build(
        CurveOwner owner, ParisDay day, IReadOnlyList<MeterSegment> segments, IReadOnlyList<RegisterEnds> ends)
    {
        var index = new SegmentedIndex(segments);
        var energy = index.Between(day.Start, day.End);
        var quarantine = index.DecreasesWithin(day.Start, day.End) ? Quarantine.Decrease : Quarantine.None;
        var max = segments.Max(segment => segment.Kva) * MaxWhPerKva;
        quarantine |= energy?.Wh >= EnergyRegisters.Modulus || energy?.Wh > max
            ? Quarantine.TooHigh
            : Quarantine.None;
        var known = energy is not null && quarantine == Quarantine.None;
        return new(
            owner, segments[^1].Meter, day, known ? energy!.Value.Wh : null, known ? Export(ends) : null,
            known ? ByRegister(ends) : [], energy?.MeterChanged ?? false, quarantine);
    }

    static RegisterEnergy[] ByRegister(IReadOnlyList<RegisterEnds> ends)
    {
        var sums = new SortedDictionary<int, long>();
        foreach (var (start, end) in ends)
        {
            for (var i = 0; i < EnergyRegisters.SupplierCount; i++)
            {
                // A standard meter sends all ten registers. Registers that never counted are not part of the contract.
                if (start?.Supplier[i] is { } from && end?.Supplier[i] is { } to && (from > 0 || to > 0))
                {
                    sums[i + 1] = sums.GetValueOrDefault(i + 1) + MidnightRegisters.Rise(from, to);
                }
            }
        }

        return [.. sums.Select(sum => new RegisterEnergy(sum.Key, sum.Value))];
    }

    static long? Export(IReadOnlyList<RegisterEnds> ends)
    {
        long? sum = null;
        foreach (var (start, end) in ends)
        {
            if (start?.Export is { } from && end?.Export is { } to)
            {
                sum = (sum ?? 0) + MidnightRegisters.Rise(from, to);
            }
        }

        return sum;
    }
}

/// <summary>
/// The registers of one meter at the beginning and the end of its part of the day; null where unknown.
/// </summary>
readonly record struct RegisterEnds(
    (long?[] Supplier, long? Export)? Start, (long?[] Supplier, long? Export)? End);
