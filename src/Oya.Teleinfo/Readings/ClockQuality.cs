namespace Oya.Teleinfo;

/// <summary>What the meter says of its own clock (Enedis-NOI-CPT_54E §6.2.1.1).</summary>
public enum ClockQuality : byte
{
    /// <summary>It sends no time: historic mode.</summary>
    None,

    /// <summary>Set and running.</summary>
    Good,

    /// <summary>Lost its autonomy and not set again: a lower-case season, or STGE bit 16 (§6.2.3.14).</summary>
    Degraded,
}

/// <summary>Where the instant of a reading came from.</summary>
public enum InstantSource : byte
{
    /// <summary>The meter's DATE.</summary>
    MeterClock,

    /// <summary>The clock of the machine that received the frame.</summary>
    ReceiveClock,

    /// <summary>Counted from the start of a capture that has no time in it.</summary>
    Estimated,
}
