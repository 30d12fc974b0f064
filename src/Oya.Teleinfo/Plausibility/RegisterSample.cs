namespace Oya.Teleinfo;

/// <summary>The value of a register at a time. It has eight bytes only, because a history has many of them.</summary>
readonly struct RegisterSample
{
    /// <summary>The time of a frame whose time is unknown.</summary>
    public const uint NoTime = 0;

    const long NearTop = 990_000_000, NearZero = 10_000_000;

    // The time of a frame is in whole seconds, and a value is up to one cycle of 1 to 2 s old (Enedis-NOI-CPT_54E
    // §6.2.1.5).
    const long GranularitySeconds = 2;

    // Registers are truncated to the watt-hour, and the parts of a total may be 1 Wh ahead of it.
    const long RoundingWh = 2;

    // Assumed between two frames of unknown time. Recorders that thin a capture keep one frame a minute or one every
    // ten minutes, seldom fewer.
    const long UnknownSeconds = 3600;

    readonly uint _whPlusOne;
    readonly uint _at;

    public RegisterSample(long wh, uint at)
    {
        _whPlusOne = (uint)wh + 1;
        _at = at;
    }

    public bool IsEmpty => _whPlusOne == 0;

    public uint At => _at;

    long Wh => _whPlusOne - 1L;

    /// <summary>True when a value differs from this one by no more than some watt-hours.</summary>
    public bool IsWithin(long wh, long value) => !IsEmpty && Math.Abs(value - Wh) <= wh;

    /// <summary>The anomaly of a value that follows this one, when at most the given watts can flow.</summary>
    public FrameAnomaly To(RegisterSample next, long watts)
    {
        var (rise, seconds) = Step(next);
        return rise < 0 ? FrameAnomaly.IndexDown
            : rise > watts * (seconds + GranularitySeconds) / 3600 + RoundingWh ? FrameAnomaly.IndexTooFast
            : FrameAnomaly.None;
    }

    /// <summary>The lowest power with which a value can follow this one; null when the register decreased.</summary>
    public long? WattsTo(RegisterSample next)
    {
        var (rise, seconds) = Step(next);
        return rise < 0 ? null : Math.Max(0, rise - RoundingWh) * 3600 / (seconds + GranularitySeconds) + 1;
    }

    (long Rise, long Seconds) Step(RegisterSample next)
    {
        var isTimed = _at != NoTime && next._at != NoTime;
        // Captures may be read in any order, and clocks are set back. The earlier value must be the lower one.
        var (from, to) = isTimed && next._at < _at ? (next, this) : (this, next);
        var rise = to.Wh - from.Wh;
        var isRollover = from.Wh > NearTop && to.Wh < NearZero;
        return (isRollover ? rise + EnergyRegisters.Modulus : rise, isTimed ? to._at - from._at : UnknownSeconds);
    }
}
