using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Selects the readings to keep from the frames that a meter sends every second or two: one per interval, and always
/// the last before and the first at or after each quarter of an hour. The boundaries of half-hours are thus exact
/// with any interval.
/// </summary>
/// <remarks>
/// There is one reading per meter and second: of two, the one with the larger index. Intervals are counted from 1970,
/// not from the first frame, so the same frames give the same readings wherever a capture begins.
/// </remarks>
/// <param name="interval">Time between two kept readings; zero keeps every second.</param>
public sealed class Sampler(TimeSpan interval)
{
    /// <summary>
    /// 60 s: a day of a meter is 1440 readings, and two readings bracket a boundary within a second or two.
    /// </summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    const int QuarterSeconds = 900;

    readonly long _seconds = (long)interval.TotalSeconds;
    readonly Dictionary<MeterAddress, MeterState> _states = [];

    /// <summary>Meters seen.</summary>
    public IReadOnlyCollection<MeterAddress> Meters => _states.Keys;

    /// <summary>Takes a reading. The readings to keep are added to <paramref name="kept"/>.</summary>
    /// <param name="reading">A reading with its instant.</param>
    /// <param name="kept">Receives readings to keep, of earlier seconds.</param>
    public void Add(in Reading reading, List<Reading> kept)
    {
        if (!_states.TryGetValue(reading.Meter, out var state))
        {
            _states.Add(reading.Meter, state = new());
        }

        if (!state.HasPending)
        {
            state.Begin(reading);
        }
        else if (reading.At == state.Pending.At)
        {
            if (reading.Energy.ImportWh > state.Pending.Energy.ImportWh)
            {
                state.Pending = reading;
            }
        }
        else
        {
            Decide(state, reading.At, kept);
            state.Begin(reading);
        }
    }

    /// <summary>Ends the stream: the last reading of each meter is kept, regardless of the interval.</summary>
    public void Flush(List<Reading> kept)
    {
        foreach (var state in _states.Values)
        {
            if (state.HasPending)
            {
                kept.Add(state.Pending);
                state.HasPending = false;
            }
        }
    }

    void Decide(MeterState state, Instant next, List<Reading> kept)
    {
        var at = state.Pending.At.UnixSeconds;
        var quarter = at / QuarterSeconds;
        var slot = _seconds == 0 ? at : at / _seconds;
        if (slot != state.KeptSlot || quarter != state.KeptQuarter || quarter != next.UnixSeconds / QuarterSeconds)
        {
            kept.Add(state.Pending);
            state.KeptSlot = slot;
            state.KeptQuarter = quarter;
        }
    }

    sealed class MeterState
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
