using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A meter of a fleet, and some of its frames at a time.</summary>
sealed class FleetMeter(MeterState state)
{
    /// <summary>
    /// Seconds between two frames of a meter: one more than a step of the load, so that between any two of them power,
    /// voltage and clock have moved.
    /// </summary>
    const int SecondsBetweenFrames = Load.StepSeconds + 1;

    readonly TicWriter _writer = new();
    readonly List<int> _ends = [];

    /// <summary>The frames of the last <see cref="Write"/>, one after the other.</summary>
    public ReadOnlySpan<byte> Written => _writer.Written;

    /// <summary>Writes the next frames in the place of the last ones.</summary>
    public void Write(int frames)
    {
        _writer.Clear();
        _ends.Clear();
        for (var i = 0; i < frames; i++)
        {
            state.AdvanceTo(state.Now + SecondsBetweenFrames);
            if (state.Meter.Mode == TicMode.Standard)
            {
                StandardFrame.Write(_writer, state);
            }
            else
            {
                HistoricFrame.Write(_writer, state);
            }

            _ends.Add(_writer.Written.Length);
        }
    }

    /// <summary>One of the frames of the last <see cref="Write"/>.</summary>
    public ReadOnlySpan<byte> Frame(int i) => _writer.Written[(i == 0 ? 0 : _ends[i - 1]).._ends[i]];
}
