namespace Oya.Teleinfo;

/// <summary>What is known of a frame when it ends: a value that may be kept.</summary>
public readonly record struct FrameSummary
{
    internal FrameSummary(
        long ordinal, long offset, int length, FrameEnd end, TicMode mode, int validGroups, int invalidGroups,
        int unverifiedGroups, bool isInSequence)
    {
        Ordinal = ordinal;
        Offset = offset;
        Length = length;
        End = end;
        Mode = mode;
        ValidGroups = validGroups;
        InvalidGroups = invalidGroups;
        UnverifiedGroups = unverifiedGroups;
        IsInSequence = isInSequence;
    }

    /// <summary>
    /// Its number among the frames that the meter sent, from 0. A frame cut in two by a damaged byte counts once, so
    /// that a capture without clocks can be paced by it.
    /// </summary>
    public long Ordinal { get; }

    /// <summary>Offset of its first byte in the stream, from 0.</summary>
    public long Offset { get; }

    /// <summary>Bytes from there to its end.</summary>
    public int Length { get; }

    /// <summary>How it ended.</summary>
    public FrameEnd End { get; }

    /// <summary>By its first valid group; <see cref="TicMode.Unknown"/> when it has none.</summary>
    public TicMode Mode { get; }

    /// <summary>Groups accepted, unknown labels included.</summary>
    public int ValidGroups { get; }

    /// <summary>Groups that are invalid for any cause.</summary>
    public int InvalidGroups { get; }

    /// <summary>
    /// Of these the ones whose checksum is wrong or could not be verified: parity, structure, checksum.
    /// </summary>
    public int UnverifiedGroups { get; }

    /// <summary>
    /// No valid group came twice, nor behind one that a meter sends after it (Enedis-NOI-CPT_54E §6.2.2). What breaks
    /// the sequence is two frames run together, of one meter or of two.
    /// </summary>
    public bool IsInSequence { get; }

    /// <summary>Complete, and every checksum right (Enedis-NOI-CPT_54E annex A).</summary>
    public bool IsValid => End == FrameEnd.Complete && UnverifiedGroups == 0 && ValidGroups + InvalidGroups > 0;

    /// <summary>
    /// Complete, in sequence, and nothing in it is invalid. It misses no value of the meter, unless a line end became
    /// the very delimiter that ends a frame: the rest of it then follows as an interrupted one with the same ordinal.
    /// </summary>
    public bool IsWhole => End == FrameEnd.Complete && InvalidGroups == 0 && IsInSequence;
}
