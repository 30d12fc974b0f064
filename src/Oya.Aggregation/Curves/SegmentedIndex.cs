using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The index of a usage point whose meter may have been changed. No difference is taken across two meters: what the old
/// one counted up to its last reading and the new one from its first on are added.
/// </summary>
sealed class SegmentedIndex(IReadOnlyList<MeterSegment> segments)
{
    readonly IReadOnlyList<MeterSegment> _segments = [.. segments.Where(segment => !segment.Series.IsEmpty)];

    /// <summary>The energy between two instants, with the longest bracket of its ends; null when it is not known.</summary>
    public Energy? Between(Instant start, Instant end, bool best = false)
    {
        var first = SegmentAt(start);
        var last = SegmentAt(end.AddSeconds(-1));
        if (first < 0 || last < 0)
        {
            return null;
        }

        if (_segments[first].Series.At(start, best) is not { } from || _segments[last].Series.At(end, best) is not { } to
            || FallsWithin(start, end))
        {
            return null;
        }

        if (first == last)
        {
            return new(to.Wh - from.Wh, Math.Max(from.BracketSeconds, to.BracketSeconds), MeterChanged: false);
        }

        // What was drawn between the last word of one meter and the first of the next, nobody knows. In the
        // minutes of a change the house has no current; a longer silence is readings that are missing.
        for (var i = first; i < last; i++)
        {
            var gap = _segments[i + 1].Series.First.UnixSeconds - _segments[i].Series.Last.UnixSeconds;
            if (gap > IndexSeries.LongestBracketSeconds)
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

    public bool FallsWithin(Instant start, Instant end) =>
        _segments.Any(segment => segment.Series.FallsWithin(start, end));

    /// <summary>Seconds of a half-hour, 0..1800, that no gap of more than a minute covers.</summary>
    public short Coverage(HalfHour half)
    {
        var covered = 0;
        foreach (var segment in _segments)
        {
            covered += HalfHour.Seconds - segment.Series.UncoveredSeconds(half.Start, half.End);
        }

        return (short)Math.Clamp(covered, 0, HalfHour.Seconds);
    }

    public SlotEvents EventsIn(HalfHour half)
    {
        var events = SlotEvents.None;
        foreach (var segment in _segments)
        {
            events |= segment.Series.EventsIn(half.Start, half.End);
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
/// <param name="BracketSeconds">The longer of the brackets of its two ends; 0: sure.</param>
/// <param name="MeterChanged">It is the sum of two meters.</param>
readonly record struct Energy(long Wh, long BracketSeconds, bool MeterChanged);
