namespace Oya.Teleinfo;

/// <summary>What <see cref="TicFrame.Read"/> gave.</summary>
public enum ReadingOutcome : byte
{
    /// <summary>A reading with the meter's own time.</summary>
    Timed,

    /// <summary>A reading of historic mode: its instant is still to be given, by what received it.</summary>
    Untimed,

    /// <summary>
    /// Nothing: no address, or two frames run together, so that it is not known whose values these are.
    /// </summary>
    NoMeter,

    /// <summary>Nothing: a standard frame whose DATE was lost.</summary>
    NoDate,

    /// <summary>Nothing to keep: a frame without an energy register (standby, three-phase short frame).</summary>
    NoEnergy,
}
