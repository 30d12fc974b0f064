using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// When a meter's frames begin: from the first midnight on, to the first frame at or after the last one.
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

    /// <summary>A frame of some bytes was sent.</summary>
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
    /// On a grid from the first midnight, each frame a little late; neither of the outer midnights is.
    /// </summary>
    sealed class Grid(int every, int jitter, Dice dice, long start, long end) : Cadence(start, end)
    {
        long _place = start;

        protected override void Advance(int bytes)
        {
            _place += every;
            if (_place >= End)
            {
                Next = End;
                return;
            }

            var late = _place + (jitter > 0 ? dice.Between(Purpose.Jitter, _place, 0, jitter) : 0);
            Next = late < End ? late : _place;
        }
    }

    /// <summary>9600 Bd, ten bits a byte, and 30 ms of silence between two frames.</summary>
    sealed class StandardLine(long start, long end) : Cadence(start, end)
    {
        // 1/4800 s: a byte takes 5 of them, the silence 144.
        const int TicksPerSecond = 4800, TicksPerByte = 5, SilenceTicks = 144;

        long _ticks;

        protected override void Advance(int bytes)
        {
            _ticks += bytes * TicksPerByte + SilenceTicks;
            Next = Start + _ticks / TicksPerSecond;
        }
    }

    /// <summary>
    /// 1200 Bd without pause: what whoever replays a capture without a clock can compute from its bytes alone.
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
