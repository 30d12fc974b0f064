using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>A meter at a usage point as the registry dates it, with all its readings around a day.</summary>
readonly record struct MeterPeriod(
    MeterAddress Meter, Instant From, Instant? To, int? Kva, IReadOnlyList<IndexPoint> Points);

/// <summary>
/// When one meter of a usage point took over from another. The registry says it to the hour of a fitter's paper; the
/// readings say it better: where the old meter falls silent before the new one begins, the change is there, and nothing
/// that either of them counted is left out. Where both are heard at once, one of them stands somewhere else by then, and
/// the registry decides.
/// </summary>
static class MeterChange
{
    public static List<MeterSegment> Segments(IReadOnlyList<MeterPeriod> occupancies, ParisDay day)
    {
        var spans = occupancies.Select(occupancy => (occupancy.From, occupancy.To)).ToList();
        for (var i = 1; i < occupancies.Count; i++)
        {
            var old = LastWithin(occupancies[i - 1], day);
            var young = FirstWithin(occupancies[i], day);
            if (occupancies[i].From > day.Start && occupancies[i].From < day.End && old is not null && young is not null
                && old < young)
            {
                spans[i - 1] = (spans[i - 1].From, young);
                spans[i] = (young.Value, spans[i].To);
            }
        }

        var segments = new List<MeterSegment>();
        for (var i = 0; i < occupancies.Count; i++)
        {
            var (from, to) = spans[i];
            var own = occupancies[i].Points.Where(point => (point.At >= from || from <= day.Start)
                && (to is null || point.At <= to || to >= day.End));
            segments.Add(new(occupancies[i].Meter, from, to, occupancies[i].Kva, new([.. own])));
        }

        return segments;
    }

    // Of the day itself: what brackets it from outside may change without touching it.
    static Instant? LastWithin(MeterPeriod occupancy, ParisDay day) => Within(occupancy, day).Select(Some).LastOrDefault();

    static Instant? FirstWithin(MeterPeriod occupancy, ParisDay day) => Within(occupancy, day).Select(Some).FirstOrDefault();

    static IEnumerable<IndexPoint> Within(MeterPeriod occupancy, ParisDay day) =>
        occupancy.Points.Where(point => point.At >= day.Start && point.At <= day.End);

    static Instant? Some(IndexPoint point) => point.At;
}
