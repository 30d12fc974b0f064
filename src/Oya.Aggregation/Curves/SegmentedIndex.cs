using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The index of a usage point whose meter may have been changed. No difference is taken across two meters. The energy
/// is the sum of what the old meter counted up to its last reading and what the new meter counted from its first
/// reading.
/// </summary>
sealed class SegmentedIndex(IReadOnlyList<MeterSegment> segments)
{
    readonly IReadOnlyList<MeterSegment> _segments = [.. segments.Where(segment => !segment.Series.IsEmpty)];

    /// <summary>The energy between two instants, with the longer bracket of its two ends; null when unknown.</summary>
    public Energy? Between(Instant start, Instant end, bool best = false)
    {
        var first = SegmentAt(start);
        var last = SegmentAt(end - 1);
        if (first < 0 || last < 0)
        {
            return null;
        }

        if (_segments[first].Series.At(start, best) is not { } from || _segments[last].Series.At(end, best) is not { } to
            || DecreasesWithin(start, end))
        {
            return null;
        }

        if (first == last)
        {
            return new(to.Wh - from.Wh, Math.Max(from.BracketSeconds, to.BracketSeconds), MeterChanged: false);
        }

        // The energy between the last reading of one meter and the first of the next is unknown. During the minutes of
        // a meter change the house has no power. A longer silence means missing readings.
        for (var i = first; i < last; i++)
        {
            if (_segments[i + 1].Series.First - _segments[i].Series.Last > IndexSeries.LongestBracketSeconds)
            {
                return null;
            }
        }

        var wh = _segments[first].Series.LastWh - from.Wh + (to.Wh - _segments[last].Series.FirstWh);
        for (var i = first + 1; i < last; i++)
        {
            wh += _segments[i].Series.LastWh - _segments[i].Series.FirstWh;
        }

        return new(wh, Math.Max(from.BracketSeconds, to.BracketSeconds), MeterChanged: true);
    }

    public bool DecreasesWithin(Instant start, Instant end) =>
        _segments.Any(segment => segment.Series.DecreasesWithin(start, end));

    /// <summary>The seconds of a half-hour, 0..1800, that are not in a gap of more than a minute.</summary>
    public short Coverage(HalfHour halfHour)
    {
        var covered = 0;
        foreach (var segment in _segments)
        {
            covered += HalfHour.Seconds - segment.Series.UncoveredSeconds(halfHour.Start, halfHour.End);
        }

        return (short)Math.Clamp(covered, 0, HalfHour.Seconds);
    }

    public SlotEvents EventsIn(HalfHour halfHour)
    {
        var events = SlotEvents.None;
        foreach (var segment in _segments)
        {
            events |= segment.Series.EventsIn(halfHour.Start, halfHour.End);
        }

        return events;
    }

    int SegmentAt(Instant at)
    {
        for (var i = _segments.Count - 1; i >= 0; i--)
        {
            if (_segments[i].From <= at)
            {
                return _segments[i].To is { } to && to <= at && i == _segments.Count - 1 ? -1 : i;
            }
        }

        return -1;
    }
}

/// <summary>Energy between two instants.</summary>
/// <param name="Wh">Wh.</param>
/// <param name="BracketSeconds">The longer bracket of its two ends; 0: the value is certain.</param>
/// <param name="MeterChanged">True when it is the sum of two meters.</param>
readonly record struct Energy(long Wh, long BracketSeconds, bool MeterChanged);
