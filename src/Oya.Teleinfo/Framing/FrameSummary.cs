namespace Oya.Teleinfo;

/// <summary>What is known of a frame when it ends; its groups were handed on before.</summary>
/// <param name="Ordinal">
/// Its number among the frames that the meter sent, from 0. A frame cut in two by a damaged byte counts once, so that
/// a capture without clocks can be paced by it.
/// </param>
/// <param name="Offset">Offset of its first byte in the stream.</param>
/// <param name="Length">Bytes from there to its end.</param>
/// <param name="End">How it ended.</param>
/// <param name="Mode">By its first right group.</param>
/// <param name="ValidGroups">Groups accepted, unknown labels included.</param>
/// <param name="InvalidGroups">Groups refused for any cause.</param>
/// <param name="UnverifiedGroups">Groups refused before or by their checksum: parity, structure, checksum.</param>
/// <param name="IsInSequence">
/// No right group came twice, nor behind one that a meter sends after it (Enedis-NOI-CPT_54E §6.2.2). What breaks the
/// sequence is two frames run together, of one meter or of two.
/// </param>
public readonly record struct FrameSummary(
    long Ordinal, long Offset, int Length, FrameEnd End, TicMode Mode, int ValidGroups, int InvalidGroups, int UnverifiedGroups,
    bool IsInSequence)
{
    /// <summary>Complete, and every checksum right (Enedis-NOI-CPT_54E annex A).</summary>
    public bool IsValid => End == FrameEnd.Complete && UnverifiedGroups == 0 && ValidGroups + InvalidGroups > 0;

    /// <summary>
    /// Complete, in sequence, and nothing in it was refused. It misses no value of the meter, unless a line end became the very
    /// delimiter that ends a frame: the rest of it then follows as an interrupted one with the same ordinal.
    /// </summary>
    public bool IsWhole => End == FrameEnd.Complete && InvalidGroups == 0 && IsInSequence;
}
