using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>Sends the frames of one meter in order.</summary>
sealed class MeterFeed
{
    readonly MeterState _state;
    readonly Cadence _cadence;
    readonly NoisyLine? _noise;

    public MeterFeed(MeterState state, Cadence cadence, NoisyLine? noise)
    {
        _state = state;
        _cadence = cadence;
        _noise = noise;
    }

    public SimulatedMeter Meter => _state.Meter;

    public long Next => _cadence.Next;

    public bool IsOver => _cadence.IsOver;

    public NoiseReport Noise => _noise?.Report ?? default;

    /// <summary>Sends the next frame.</summary>
    public void Send(TicWriter writer, ByteBuffer to)
    {
        _state.AdvanceTo(_cadence.Next);
        writer.Clear();
        if (Meter.Mode == TicMode.Standard)
        {
            StandardFrame.Write(writer, _state);
        }
        else
        {
            HistoricFrame.Write(writer, _state);
        }

        _cadence.Sent(writer.Written.Length);
        if (_noise is null)
        {
            to.Append(writer.Written);
        }
        else
        {
            _noise.Send(writer.Written, to);
        }
    }
}
