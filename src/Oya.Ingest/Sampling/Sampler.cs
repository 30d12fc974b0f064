using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Of the frames that a meter sends every second or two, those that are kept: one each interval, and always the last
/// before and the first at or after each quarter of an hour, so that the boundaries of half-hours are exact whatever
/// the interval is.
/// </summary>
/// <remarks>
/// One reading a meter and second: of two, the one with the larger index. Intervals are counted from 1970, not from the
/// first frame, so the same frames give the same readings wherever a capture begins.
/// </remarks>
/// <param name="interval">Time between two readings kept; zero keeps every second.</param>
public sealed class Sampler(TimeSpan interval)
{
    /// <summary>60 s: a day of a meter is 1440 readings, and two readings bracket a boundary within a second or two.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    const int QuarterSeconds = 900;

    readonly long _seconds = (long)interval.TotalSeconds;
    readonly Dictionary<MeterAddress, Line> _lines = [];

    /// <summary>Meters seen.</summary>
    public IReadOnlyCollection<MeterAddress> Meters => _lines.Keys;

    /// <summary>Takes in a reading; the ones to keep are added to <paramref name="kept"/>.</summary>
    /// <param name="reading">With its instant.</param>
    /// <param name="kept">Receives readings to keep, of earlier seconds.</param>
    public void Add(in Reading reading, List<Reading> kept)
    {
        if (!_lines.TryGetValue(reading.Meter, out var line))
        {
            _lines.Add(reading.Meter, line = new());
        }

        if (!line.HasPending)
        {
            line.Begin(reading);
        }
        else if (reading.At == line.Pending.At)
        {
            if (reading.Energy.ImportWh > line.Pending.Energy.ImportWh)
            {
                line.Pending = reading;
            }
        }
        else
        {
            Decide(line, reading.At, kept);
            line.Begin(reading);
        }
    }

    /// <summary>The stream has ended: the last reading of each meter is kept, whatever the interval.</summary>
    public void Flush(List<Reading> kept)
    {
        foreach (var line in _lines.Values)
        {
            if (line.HasPending)
            {
                kept.Add(line.Pending);
                line.HasPending = false;
            }
        }
    }

    void Decide(Line line, Instant next, List<Reading> kept)
    {
        var at = line.Pending.At.UnixSeconds;
        var quarter = at / QuarterSeconds;
        var slot = _seconds == 0 ? at : at / _seconds;
        if (slot != line.KeptSlot || quarter != line.KeptQuarter || quarter != next.UnixSeconds / QuarterSeconds)
        {
            kept.Add(line.Pending);
            line.KeptSlot = slot;
            line.KeptQuarter = quarter;
        }
    }

    sealed class Line
    {
        public Reading Pending;
        public bool HasPending;
        public long KeptSlot = long.MinValue;
        public long KeptQuarter = long.MinValue;

        public void Begin(in Reading reading)
        {
            Pending = reading;
            HasPending = true;
        }
    }
}
