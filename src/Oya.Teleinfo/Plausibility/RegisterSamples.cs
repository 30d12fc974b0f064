using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The last values of a meter's energy registers. A register must not decrease, nor rise faster than the breaker
/// allows.
/// </summary>
/// <remarks>
/// <para>Each register has the value that was accepted last. A value that cannot follow from it is kept as a suspect.
/// The next value is accepted when it follows from the accepted value: then the suspect was wrong. It is also accepted
/// when it follows from the suspect: then the register has changed for good (it was reset, or a meter has the address
/// of another one), or the accepted value was wrong, as a first value can be.</para>
/// <para>Two true values in a row follow from each other, so the second one is always accepted: no meter is locked out.
/// One wrong value between true ones marks only its own frame. A wrong value that could be true is accepted, and marks
/// only the true frame after it.</para>
/// <para>When two values in a row rise too fast, and about equally fast, the limit is wrong: a label does not say what
/// was sold, or the frames of a capture are further apart than assumed. The second value is accepted, and twice the
/// power that it has shown is the limit from then on.</para>
/// <para>A change of mode starts a new history, because the two modes have different registers (a Linky with a contract
/// that historic mode cannot show sends its total as BASE, Enedis-NOI-CPT_54E §6.1).</para>
/// </remarks>
struct RegisterSamples
{
    // EAST to ERQ4. The eleven registers of historic mode use the first entries.
    const int Count = TicLabel.ERQ4 - TicLabel.EAST + 1;

    static readonly LabelSet Registers =
        LabelSet.Range(TicLabel.EAST, TicLabel.ERQ4) | LabelSet.Range(TicLabel.BASE, TicLabel.BBRHPJR);

    RegisterOffsets _accepted;
    RegisterOffsets _suspect;
    TicMode _mode;
    long _shownWatts;

    /// <summary>Learns the registers of a frame, and returns their anomalies.</summary>
    /// <param name="frame">A frame without any other anomaly.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="at">Its time, or null.</param>
    /// <param name="label">The first register concerned.</param>
    public FrameAnomaly Check(in TicFrame frame, in FrameLabels labels, Instant? at, out TicLabel label)
    {
        var mode = GetMode(labels);
        if (_mode != mode)
        {
            _mode = mode;
            _accepted = _suspect = default;
            _shownWatts = 0;
        }

        label = TicLabel.Unknown;
        var anomalies = FrameAnomaly.None;
        var time = at is { UnixSeconds: > 0 and <= uint.MaxValue } known ? (uint)known.UnixSeconds : RegisterSample.NoTime;
        var import = Math.Max(BreakerLimit.Watts(frame), _shownWatts);
        var both = Math.Max(BreakerLimit.Ceiling, _shownWatts);
        for (var left = labels.Valid & Registers; !left.IsEmpty; left = left.Except(LabelSet.Create(left.First)))
        {
            var register = left.First;
            // No label limits the export, and reactive energy flows both ways.
            var watts = register is >= TicLabel.EAIT and <= TicLabel.ERQ4 ? both : import;
            var anomaly = Follow(register, frame.GetNumber(register)!.Value, time, watts);
            label = anomalies == FrameAnomaly.None && anomaly != FrameAnomaly.None ? register : label;
            anomalies |= anomaly;
        }

        return anomalies;
    }

    /// <summary>True when the registers of a frame are the accepted ones to within some watt-hours.</summary>
    public readonly bool AreWithin(long wh, in TicFrame frame, in FrameLabels labels)
    {
        for (var left = labels.Valid & Registers; !left.IsEmpty; left = left.Except(LabelSet.Create(left.First)))
        {
            if (_mode != GetMode(labels) || !_accepted[GetOffset(left.First)].IsWithin(wh, frame.GetNumber(left.First)!.Value))
            {
                return false;
            }
        }

        return true;
    }

    // The known labels decide, because an unknown one may have any separator.
    static TicMode GetMode(in FrameLabels labels) =>
        labels.Kind == FrameKind.Standard ? TicMode.Standard : TicMode.Historic;

    readonly int GetOffset(TicLabel register) =>
        register - (_mode == TicMode.Historic ? TicLabel.BASE : TicLabel.EAST);

    FrameAnomaly Follow(TicLabel register, long wh, uint time, long watts)
    {
        var offset = GetOffset(register);
        ref var accepted = ref _accepted[offset];
        ref var suspect = ref _suspect[offset];
        var value = new RegisterSample(wh, time);
        var anomaly = accepted.IsEmpty ? FrameAnomaly.None : accepted.To(value, watts);
        if (anomaly != FrameAnomaly.None && (suspect.IsEmpty || !Confirms(accepted, suspect, value, watts)))
        {
            suspect = value;
            return anomaly;
        }

        // A frame whose date was lost is not earlier than the frame before it.
        accepted = time == RegisterSample.NoTime ? new(wh, accepted.At) : value;
        suspect = default;
        return FrameAnomaly.None;
    }

    bool Confirms(RegisterSample accepted, RegisterSample suspect, RegisterSample value, long watts)
    {
        if (suspect.To(value, watts) == FrameAnomaly.None)
        {
            return true;
        }

        // A load changes from one frame to the next.
        var isSteady = suspect.WattsTo(value) <= 2 * accepted.WattsTo(suspect);
        if (isSteady)
        {
            _shownWatts = 2 * suspect.WattsTo(value)!.Value;
        }

        return isSteady;
    }

    [InlineArray(Count)]
    struct RegisterOffsets
    {
        RegisterSample _first;
    }
}
