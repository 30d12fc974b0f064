using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The index of one meter over time, without its rollovers, and its value at any boundary.</summary>
/// <remarks>
/// <para>The value at a boundary is the reading of that very second, else the linear interpolation of the two readings
/// that bracket it, floored to the watt-hour. It is one value, used by the half-hour before and the one after, so that
/// the half-hours of a day sum to its index difference whatever the gaps are.</para>
/// <para>A bracket longer than 30 minutes gives no value, unless the index is the same on both sides of a silence of more
/// than three minutes: then nothing was drawn, the power was cut, and the value is certain.</para>
/// <para>A register has nine digits. A fall by almost 10⁹ is a rollover; any other fall is an error that no difference
/// may be taken across.</para>
/// </remarks>
sealed class IndexSeries
{
    /// <summary>A bracket longer than this has no value at the boundaries inside (CURVES 3, rule 4).</summary>
    public const int LongestBracketSeconds = 1800;

    /// <summary>Up to this a bracket is the normal cadence of readings, and its boundary is sure (CURVES 3, rule 4).</summary>
    public const int NormalBracketSeconds = 60;

    /// <summary>A silence longer than this, with the index unchanged, is a power cut (decided case 30).</summary>
    public const int OutageSeconds = 180;

    /// <summary>The most that a meter can have counted in the gap in which it rolled over.</summary>
    const long MaxAcrossRollover = 10_000_000;

    readonly IReadOnlyList<IndexPoint> _points;
    readonly long[] _wh;
    readonly List<Instant> _falls = [];

    public IndexSeries(IReadOnlyList<IndexPoint> points)
    {
        _points = points;
        _wh = new long[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            _wh[i] = i == 0 ? points[0].ImportWh : _wh[i - 1] + Step(i);
        }
    }

    public bool IsEmpty => _points.Count == 0;

    /// <summary>True when it has a value inside a span, not only at its edges. A new meter has none yet.</summary>
    public bool Reaches(Instant start, Instant end) => !IsEmpty && Last > start && First < end;

    public Instant First => _points[0].At;

    public Instant Last => _points[^1].At;

    public long FirstWh => _wh[0];

    public long LastWh => _wh[^1];

    /// <summary>True when the index fell, after the first instant and up to the last.</summary>
    public bool FallsWithin(Instant after, Instant upTo) => _falls.Exists(at => at > after && at <= upTo);

    /// <summary>True when a reading lies between two instants, both left out.</summary>
    public bool HasReadingWithin(Instant after, Instant before)
    {
        var next = FirstAtOrAfter(after.AddSeconds(1));
        return next < _points.Count && _points[next].At < before;
    }

    /// <summary>The value at a boundary; null when there is none. The best view takes brackets of any length.</summary>
    public Boundary? At(Instant boundary, bool best = false)
    {
        var next = FirstAtOrAfter(boundary);
        if (next == _points.Count)
        {
            return null;
        }

        if (_points[next].At == boundary)
        {
            return new(_wh[next], 0);
        }

        if (next == 0)
        {
            return null;
        }

        var gap = _points[next].At.UnixSeconds - _points[next - 1].At.UnixSeconds;
        var rise = _wh[next] - _wh[next - 1];
        if (_falls.Contains(_points[next].At) || (gap > LongestBracketSeconds && !best && !IsOutage(next)))
        {
            return null;
        }

        var passed = boundary.UnixSeconds - _points[next - 1].At.UnixSeconds;
        return new(_wh[next - 1] + rise * passed / gap, IsOutage(next) ? 0 : gap);
    }

    /// <summary>Seconds of a span that lie in gaps of more than a minute, or outside the readings.</summary>
    public int UncoveredSeconds(Instant start, Instant end)
    {
        if (IsEmpty)
        {
            return (int)(end.UnixSeconds - start.UnixSeconds);
        }

        var uncovered = Overlap(start, end, start, First) + Overlap(start, end, Last, end);
        for (var i = Math.Max(1, FirstAtOrAfter(start)); i < _points.Count && _points[i - 1].At < end; i++)
        {
            if (_points[i].At.UnixSeconds - _points[i - 1].At.UnixSeconds > NormalBracketSeconds)
            {
                uncovered += Overlap(start, end, _points[i - 1].At, _points[i].At);
            }
        }

        return (int)uncovered;
    }

    /// <summary>What the readings say of a half-hour: a cut that begins or lasts in it, one that ends, a degraded clock.</summary>
    public SlotEvents EventsIn(Instant start, Instant end)
    {
        var events = SlotEvents.None;
        for (var i = FirstAtOrAfter(start); i < _points.Count; i++)
        {
            if (i > 0 && _points[i - 1].At < end && IsOutage(i))
            {
                events |= _points[i].At > start && _points[i].At < end ? SlotEvents.Return : SlotEvents.None;
                events |= _points[i - 1].At >= start || _points[i].At >= end ? SlotEvents.Outage : SlotEvents.None;
            }

            if (_points[i].At >= end)
            {
                break;
            }

            events |= _points[i].Clock == ClockQuality.Degraded ? SlotEvents.ClockDegraded : SlotEvents.None;
        }

        return events;
    }

    long Step(int i)
    {
        var step = _points[i].ImportWh - _points[i - 1].ImportWh;
        if (step >= 0)
        {
            return step;
        }

        if (step + EnergyRegisters.Modulus is >= 0 and <= MaxAcrossRollover)
        {
            return step + EnergyRegisters.Modulus;
        }

        _falls.Add(_points[i].At);
        return 0;
    }

    bool IsOutage(int next) =>
        _wh[next] == _wh[next - 1] && _points[next].At.UnixSeconds - _points[next - 1].At.UnixSeconds > OutageSeconds
        && !_falls.Contains(_points[next].At);

    int FirstAtOrAfter(Instant at)
    {
        int low = 0, high = _points.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_points[middle].At < at)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    static long Overlap(Instant start, Instant end, Instant gapStart, Instant gapEnd) =>
        Math.Max(0, Math.Min(end.UnixSeconds, gapEnd.UnixSeconds) - Math.Max(start.UnixSeconds, gapStart.UnixSeconds));
}

/// <summary>The index at a boundary.</summary>
/// <param name="Wh">Wh, floored.</param>
/// <param name="BracketSeconds">Seconds between the two readings it was interpolated from; 0: sure.</param>
readonly record struct Boundary(long Wh, long BracketSeconds);

/// <summary>What happened in a half-hour.</summary>
[Flags]
enum SlotEvents : byte
{
    None = 0,
    Outage = 1,
    Return = 2,
    ClockDegraded = 4,
}
