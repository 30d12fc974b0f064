namespace Oya.Teleinfo;

/// <summary>
/// Why the values of a frame are not to be trusted, although every group that was accepted is right by itself: what
/// only the frame as a whole, and the frames of its meter before it, can tell.
/// </summary>
[Flags]
public enum FrameAnomaly : byte
{
    /// <summary>Nothing speaks against it.</summary>
    None = 0,

    /// <summary>
    /// A group came twice, or behind one that a meter sends after it (Enedis-NOI-CPT_54E §6.2.2), or groups of both
    /// modes are in it: two frames run together. A meter that has an order of its own is believed once it has shown it
    /// twice.
    /// </summary>
    Sequence = 1,

    /// <summary>
    /// A group that its meter always sends has left no trace in it. When a run of bytes is lost on the way, the head of
    /// one group and the tail of a later one can make a group whose checksum and form are right and whose value is
    /// wrong; the later one is then missing, and everything between them. A frame of a meter of which no whole frame
    /// has come yet is marked too: it is not known what it misses.
    /// </summary>
    Missing = 2,

    /// <summary>
    /// The address, an energy register, the usage point or the date, which its meter always sends, is invalid: the
    /// values that are there are right, and a reading made of them would lack what it is for.
    /// </summary>
    Incomplete = 4,

    /// <summary>A register is below its last accepted value, and did not roll over after 999 999 999.</summary>
    IndexDown = 8,

    /// <summary>A register has counted more than the breaker lets through in the time.</summary>
    IndexTooFast = 16,

    /// <summary>
    /// Its address has not been heard yet and is almost that of a meter that has (three digits differ at most), and its
    /// registers are almost that meter's (to within 500 Wh): a damaged address may be one that could be true. A second
    /// frame with it makes it a meter.
    /// </summary>
    UnknownMeter = 32,
}
