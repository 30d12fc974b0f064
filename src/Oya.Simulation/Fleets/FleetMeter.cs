using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A meter of a fleet. It generates a few frames at a time.</summary>
sealed class FleetMeter(MeterState state)
{
    /// <summary>
    /// Seconds between two frames of a meter: one more than a step of the load, so that power, voltage and clock change
    /// from each frame to the next.
    /// </summary>
    const int SecondsBetweenFrames = Load.StepSeconds + 1;

    readonly TicWriter _writer = new();
    readonly List<int> _ends = [];

    /// <summary>The frames of the last <see cref="Write"/>, concatenated.</summary>
    public ReadOnlySpan<byte> Written => _writer.Written;

    /// <summary>Writes the next frames. They replace the previous ones.</summary>
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

    /// <summary>A frame of the last <see cref="Write"/>.</summary>
    public ReadOnlySpan<byte> Frame(int i) => _writer.Written[(i == 0 ? 0 : _ends[i - 1]).._ends[i]];
}
