using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// Builds the half-hour curve of a day from the index of its meters. Pure: the same readings give the same curve.
/// </summary>
/// <remarks>
/// The power of a half-hour is twice the difference of the index over it. A half-hour without a value remains a hole,
/// with its reason. Only the best estimate fills holes between readings, on the straight line between the two readings
/// that bracket them, and marks the points (nature E, correction C). The best estimate is never released.
/// </remarks>
static class PowerCurveBuilder
{
    /// <summary>A half-hour above 1.3 times the subscribed power is an error: 650 Wh per kVA.</summary>
    const int MaxWhPerKva = 650;

    /// <summary>More than a register can hold. Such a sum is wrong for any subscribed power.</summary>
    const long MaxWh = EnergyRegisters.Modulus;

    public static LoadCurve Build(
        CurveOwner owner, ParisDay day, IReadOnlyList<MeterSegment> segments,
        IReadOnlyList<CollectionPermit> permits, bool best = false)
    {
        var index = new SegmentedIndex(segments);
        var max = segments.Max(segment => segment.Kva) * MaxWhPerKva;
        var quarantine = index.DecreasesWithin(day.Start, day.End) ? Quarantine.Decrease : Quarantine.None;
        var points = new List<CurvePoint>(day.HalfHourCount);
        foreach (var halfHour in day.HalfHours)
        {
            var point = permits.Any(permit => permit.Covers(halfHour))
                ? Point(index, halfHour, best)
                : CurvePoint.Missing(Absence.NoConsent, 0);
            quarantine |= point.Wh > max || point.Absence == Absence.TooHigh ? Quarantine.TooHigh : Quarantine.None;
            points.Add(point);
        }

        return new(owner, day, points, quarantine);
    }

    static CurvePoint Point(SegmentedIndex index, HalfHour halfHour, bool best)
    {
        var coverage = index.Coverage(halfHour);
        if (index.Between(halfHour.Start, halfHour.End, best) is { Wh: >= MaxWh })
        {
            return CurvePoint.Missing(Absence.TooHigh, coverage);
        }

        if (index.Between(halfHour.Start, halfHour.End) is { } energy)
        {
            var events = index.EventsIn(halfHour);
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

        if (index.DecreasesWithin(halfHour.Start, halfHour.End))
        {
            return CurvePoint.Missing(Absence.Decrease, coverage);
        }

        return best && index.Between(halfHour.Start, halfHour.End, best: true) is { } estimated
            ? new(checked((int)estimated.Wh), 0, 0, 'C', coverage, Absence.None)
            : CurvePoint.Missing(Absence.NoReading, coverage);
    }
}
