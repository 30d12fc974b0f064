namespace Oya.Teleinfo;

/// <summary>
/// Why a frame is suspect, although each of its accepted groups is valid by itself. Anomalies show only in the frame as
/// a whole, or against the earlier frames of its meter.
/// </summary>
[Flags]
public enum FrameAnomaly : byte
{
    /// <summary>The frame has no anomaly.</summary>
    None = 0,

    /// <summary>
    /// A group came twice, or after one that a meter sends later (Enedis-NOI-CPT_54E §6.2.2), or the frame has groups
    /// of both modes: two frames ran together. A meter with an order of its own is accepted when two frames in a row
    /// have that order.
    /// </summary>
    Sequence = 1,

    /// <summary>
    /// The frame has no trace of a group that its meter always sends. When a run of bytes is lost, the head of one
    /// group and the tail of a later one can make a group with a valid checksum, a valid form and a wrong value. The
    /// later group is then missing, with all groups between the two. A frame is also marked when no whole frame of its
    /// meter has come yet, because it is then unknown what the frame lacks.
    /// </summary>
    Missing = 2,

    /// <summary>
    /// The address, an energy register, the usage point or the date, which the meter always sends, is invalid. The
    /// other values are valid, but a reading made from them would lack an essential one.
    /// </summary>
    Incomplete = 4,

    /// <summary>A register is below its last accepted value, and did not roll over after 999 999 999.</summary>
    IndexDown = 8,

    /// <summary>A register has counted more than the breaker allows in the time.</summary>
    IndexTooFast = 16,

    /// <summary>
    /// The address is new and almost that of a known meter, and the registers are almost that meter's. The address may
    /// be a damaged one that is still valid. A second frame with the same address makes it a meter.
    /// </summary>
    UnknownMeter = 32,
}
