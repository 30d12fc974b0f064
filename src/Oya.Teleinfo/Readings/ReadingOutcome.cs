namespace Oya.Teleinfo;

/// <summary>What a frame gave.</summary>
public enum ReadingOutcome : byte
{
    /// <summary>A reading with the meter's own time.</summary>
    Timed,

    /// <summary>A reading of historic mode: the receiver gives the time.</summary>
    Untimed,

    /// <summary>Nothing: no address, or two frames run together, so the meter of the values is unknown.</summary>
    NoMeter,

    /// <summary>Nothing: a standard frame whose DATE was lost.</summary>
    NoDate,

    /// <summary>Nothing to keep: a frame without an energy register (standby, three-phase short frame).</summary>
    NoEnergy,
}
