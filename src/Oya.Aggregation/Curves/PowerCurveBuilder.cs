using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The half-hour curve of a day from the index of its meters. Pure: the same readings give the same curve.</summary>
/// <remarks>
/// The power of a half-hour is twice the difference of the index over it. A half-hour without a value stays a hole, with
/// its reason. The best view alone fills holes inside the readings, along the line between the two that bracket them,
/// and says so (nature E, correction C); it is never released.
/// </remarks>
static class PowerCurveBuilder
{
    /// <summary>A half-hour may take 1.3 times the subscribed power before it is an error (CURVES 3, rule "High").</summary>
    const int MaxWhPerKva = 650;

    /// <summary>More than a register can hold: the sum of several that are wrong, whatever the power is.</summary>
    const long MaxWh = EnergyRegisters.Modulus;

    public static LoadCurve Build(
        CurveOwner owner, ParisDay day, IReadOnlyList<MeterSegment> segments,
        IReadOnlyList<CollectionPermit> permits, bool best = false)
    {
        var index = new SegmentedIndex(segments);
        var max = segments.Max(segment => segment.Kva) * MaxWhPerKva;
        var quarantine = index.FallsWithin(day.Start, day.End) ? Quarantine.Decrease : Quarantine.None;
        var points = new List<CurvePoint>(day.HalfHourCount);
        foreach (var half in day.HalfHours)
        {
            var point = permits.Any(permit => permit.Covers(half))
                ? Point(index, half, best)
                : CurvePoint.Missing(Absence.NoConsent, 0);
            quarantine |= point.Wh > max || point.Absence == Absence.TooHigh ? Quarantine.TooHigh : Quarantine.None;
            points.Add(point);
        }

        return new(owner, day, points, quarantine);
    }

    static CurvePoint Point(SegmentedIndex index, HalfHour half, bool best)
    {
        var coverage = index.Coverage(half);
        if (index.Between(half.Start, half.End, best) is { Wh: >= MaxWh })
        {
            return CurvePoint.Missing(Absence.TooHigh, coverage);
        }

        if (index.Between(half.Start, half.End) is { } energy)
        {
            var events = index.EventsIn(half);
            var ec = (byte)(events switch
            {
                _ when events.HasFlag(SlotEvents.Outage | SlotEvents.Return) => 11,
                _ when events.HasFlag(SlotEvents.Return | SlotEvents.ClockDegraded) => 9,
                _ when events.HasFlag(SlotEvents.Outage) => 1,
                _ when events.HasFlag(SlotEvents.Return) => 5,
                _ when events.HasFlag(SlotEvents.ClockDegraded) => 8,
                _ => 0,
            });
            var uncertain = energy.BracketSeconds > IndexSeries.NormalBracketSeconds || energy.MeterChanged;
            return new(checked((int)energy.Wh), (byte)(ec > 0 ? 2 : uncertain ? 1 : 0), ec, '\0', coverage, Absence.None);
        }

        if (index.FallsWithin(half.Start, half.End))
        {
            return CurvePoint.Missing(Absence.Decrease, coverage);
        }

        return best && index.Between(half.Start, half.End, best: true) is { } estimated
            ? new(checked((int)estimated.Wh), 0, 0, 'C', coverage, Absence.None)
            : CurvePoint.Missing(Absence.NoReading, coverage);
    }
}
