using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// The start times of a meter's frames: from the first midnight to the first frame at or after the last midnight.
/// </summary>
abstract class Cadence(long start, long end)
{
    /// <summary>The second at which the next frame begins.</summary>
    public long Next { get; protected set; } = start;

    public bool IsOver { get; private set; }

    protected long Start { get; } = start;

    protected long End { get; } = end;

    public static Cadence Create(SimulatedMeter meter, VillageOptions options, Dice dice, long start, long end) =>
        options.Every is { } every
            ? new Grid(
                (int)every.TotalSeconds, meter.Mode == TicMode.Standard ? options.JitterSeconds : 0, dice, start, end)
            : meter.Mode == TicMode.Standard ? new StandardLine(start, end) : new HistoricLine(start, end);

    /// <summary>Records that a frame was sent.</summary>
    public void Sent(int bytes)
    {
        if (Next >= End)
        {
            IsOver = true;
        }
        else
        {
            Advance(bytes);
        }
    }

    protected abstract void Advance(int bytes);

    /// <summary>
    /// A grid from the first midnight. Each frame may be a little late, except at the first and the last midnight.
    /// </summary>
    sealed class Grid(int every, int jitter, Dice dice, long start, long end) : Cadence(start, end)
    {
        long _gridTime = start;

        protected override void Advance(int bytes)
        {
            _gridTime += every;
            if (_gridTime >= End)
            {
                Next = End;
                return;
            }

            var delayed = _gridTime + (jitter > 0 ? dice.Between(Purpose.Jitter, _gridTime, 0, jitter) : 0);
            Next = delayed < End ? delayed : _gridTime;
        }
    }

    /// <summary>9600 Bd, ten bits per byte, and 30 ms of silence between two frames.</summary>
    sealed class StandardLine(long start, long end) : Cadence(start, end)
    {
        // A tick is 1/4800 s: a byte takes 5 ticks, the silence 144.
        const int TicksPerSecond = 4800, TicksPerByte = 5, SilenceTicks = 144;

        long _ticks;

        protected override void Advance(int bytes)
        {
            _ticks += bytes * TicksPerByte + SilenceTicks;
            Next = Start + _ticks / TicksPerSecond;
        }
    }

    /// <summary>
    /// 1200 Bd without pause. The replay of a capture without a clock computes the same times from its bytes alone.
    /// </summary>
    sealed class HistoricLine(long start, long end) : Cadence(start, end)
    {
        const int BytesPerSecond = 120;

        long _bytes;

        protected override void Advance(int bytes)
        {
            _bytes += bytes;
            Next = Start + _bytes / BytesPerSecond;
        }
    }
}
