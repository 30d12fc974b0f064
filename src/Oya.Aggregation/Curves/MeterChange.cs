using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>A meter at a usage point, with the dates of the registry and all its readings around a day.</summary>
readonly record struct MeterPeriod(
    MeterAddress Meter, Instant From, Instant? To, int? Kva, IReadOnlyList<IndexPoint> Points);

/// <summary>
/// Finds when one meter of a usage point replaced another. The registry gives the hour from the fitter's report. The
/// readings are more exact: when the old meter stops sending before the new one starts, the change is between the two,
/// and no energy counted by either meter is lost. When both send at the same time, one of them is already at another
/// place, and the registry decides.
/// </summary>
static class MeterChange
{
    public static List<MeterSegment> Segments(IReadOnlyList<MeterPeriod> periods, ParisDay day)
    {
        var spans = periods.Select(period => (period.From, period.To)).ToList();
        for (var i = 1; i < periods.Count; i++)
        {
            var lastOfOld = LastWithin(periods[i - 1], day);
            var firstOfNew = FirstWithin(periods[i], day);
            if (periods[i].From > day.Start && periods[i].From < day.End
                && lastOfOld is not null && firstOfNew is not null && lastOfOld < firstOfNew)
            {
                spans[i - 1] = (spans[i - 1].From, firstOfNew);
                spans[i] = (firstOfNew.Value, spans[i].To);
            }
        }

        var segments = new List<MeterSegment>();
        for (var i = 0; i < periods.Count; i++)
        {
            var (from, to) = spans[i];
            var points = periods[i].Points.Where(point => (point.At >= from || from <= day.Start)
                && (to is null || point.At <= to || to >= day.End));
            segments.Add(new(periods[i].Meter, from, to, periods[i].Kva, new([.. points])));
        }

        return segments;
    }

    // Only readings of the day itself count: the readings outside that bracket it may change without making it dirty.
    static Instant? LastWithin(MeterPeriod period, ParisDay day) =>
        Within(period, day).Select(point => (Instant?)point.At).LastOrDefault();

    static Instant? FirstWithin(MeterPeriod period, ParisDay day) =>
        Within(period, day).Select(point => (Instant?)point.At).FirstOrDefault();

    static IEnumerable<IndexPoint> Within(MeterPeriod period, ParisDay day) =>
        period.Points.Where(point => point.At >= day.Start && point.At <= day.End);
}
