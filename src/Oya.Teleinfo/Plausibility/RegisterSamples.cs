using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The last values of a meter's energy registers: never down, and no faster than the breaker allows.
/// </summary>
/// <remarks>
/// <para>Each register has the level that was accepted last and, after a value that does not follow from it, that value
/// as a suspect. The next value is right when it follows from the level: then the suspect was wrong. It is right too
/// when it follows from the suspect: then the level has changed for good (a register was reset, a meter has another
/// one's address), or the level itself was wrong, as when the very first value was.</para>
/// <para>Two true values in a row follow from each other, so the second one is always accepted: nothing locks a meter
/// out. One wrong value between true ones marks its own frame alone; one that could be true, and so is accepted, marks
/// the true frame behind it and no other.</para>
/// <para>Of two values in a row that rise too fast, and about as fast, it is the bound that is wrong: a label that does
/// not say what was sold, or a clock that runs slow because it is not known how far apart the frames of a capture are.
/// The second one is right, and what it has shown is the bound from there on.</para>
/// <para>A change of mode begins again: the registers of the two modes are not the same ones (a Linky with a contract
/// that historic mode cannot show sends its total as BASE, Enedis-NOI-CPT_54E §6.1).</para>
/// </remarks>
struct RegisterSamples
{
    // EAST to ERQ4; the eleven registers of historic mode are in the first places.
    const int Count = TicLabel.ERQ4 - TicLabel.EAST + 1;

    static readonly LabelSet Registers =
        LabelSet.Range(TicLabel.EAST, TicLabel.ERQ4) | LabelSet.Range(TicLabel.BASE, TicLabel.BBRHPJR);

    RegisterOffsets _accepted;
    RegisterOffsets _suspect;
    TicMode _mode;
    long _shownWatts;

    /// <summary>Takes in the registers of a frame, and says what speaks against them.</summary>
    /// <param name="frame">Nothing else speaks against it.</param>
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
            // What is injected is bound by no label, and what is reactive flows both ways.
            var watts = register is >= TicLabel.EAIT and <= TicLabel.ERQ4 ? both : import;
            var anomaly = Follow(register, frame.GetNumber(register)!.Value, time, watts);
            label = anomalies == FrameAnomaly.None && anomaly != FrameAnomaly.None ? register : label;
            anomalies |= anomaly;
        }

        return anomalies;
    }

    /// <summary>Whether the registers of a frame are the accepted ones to within some watt-hours.</summary>
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

    // By its known labels: an unknown one may have any separator.
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

        // A frame whose date was lost is no earlier than the one before it.
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
