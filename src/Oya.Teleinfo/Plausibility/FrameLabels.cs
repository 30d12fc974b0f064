namespace Oya.Teleinfo;

/// <summary>The kind of a frame, by its labels. Each kind has its own list of labels that it always has.</summary>
enum FrameKind
{
    Standard,
    Historic,

    /// <summary>
    /// A short frame of historic mode. A three-phase meter in overrun sends short frames between its long ones, and a
    /// meter on standby sends only its address (Enedis-NOI-CPT_02E §2.5.5).
    /// </summary>
    Short,
}

/// <summary>
/// The labels of a frame: those of the valid groups, and those of the invalid groups whose label can still be read.
/// </summary>
readonly record struct FrameLabels(LabelSet Valid, LabelSet Invalid)
{
    static readonly LabelSet HistoricMode = LabelSet.Range(TicLabel.ADIR1, TicLabel.PPOT);

    static readonly LabelSet ShortFrame = LabelSet.Create(
        TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.ADCO,
        TicLabel.IINST1, TicLabel.IINST2, TicLabel.IINST3);

    // Their position differs from one manufacturer to another.
    static readonly LabelSet Warnings = LabelSet.Create(TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.ADPS);

    public static FrameLabels From(in TicFrame frame)
    {
        LabelSet valid = default, invalid = default;
        var slices = frame.Slices;
        for (var i = 0; i < slices.Length; i++)
        {
            if (!slices[i].IsValid)
            {
                invalid = WithName(invalid, frame.Groups[i]);
            }
            else if (slices[i].Label != TicLabel.Unknown)
            {
                valid = valid.With(slices[i].Label);
            }
        }

        return new(valid, invalid);
    }

    public FrameKind Kind =>
        !Valid.Except(HistoricMode).IsEmpty ? FrameKind.Standard
        : (Valid | Invalid).Except(ShortFrame).IsEmpty ? FrameKind.Short
        : FrameKind.Historic;

    /// <summary>
    /// True for groups of both modes: the meter has changed its mode, and the bytes between the two frames are lost.
    /// </summary>
    public bool AreOfTwoModes => !(Valid & HistoricMode).IsEmpty && !Valid.Except(HistoricMode).IsEmpty;

    /// <summary>
    /// A hash of the order of the labels; 0 when a label came twice, which no meter sends.
    /// </summary>
    /// <param name="frame">A frame that is out of sequence.</param>
    /// <param name="first">The first label that came twice, or after one that a meter sends later.</param>
    public static uint GetOrder(in TicFrame frame, out TicLabel first)
    {
        first = TicLabel.Unknown;
        var seen = default(LabelSet);
        var last = TicLabel.Unknown;
        var order = 2_166_136_261;
        foreach (var slice in frame.Slices)
        {
            if (!slice.IsValid || slice.Label == TicLabel.Unknown)
            {
                continue;
            }

            var isTwice = seen.Has(slice.Label);
            if (isTwice || (slice.Label < last && !Warnings.Has(slice.Label) && first == TicLabel.Unknown))
            {
                first = slice.Label;
            }

            if (isTwice)
            {
                return 0;
            }

            seen = seen.With(slice.Label);
            last = Warnings.Has(slice.Label) ? last : slice.Label;
            order = (order ^ (uint)slice.Label) * 16_777_619;
        }

        return order | 1;
    }

    // A group with wrong structure or parity has no label yet. The bytes before its first separator may be one.
    static LabelSet WithName(LabelSet labels, in TicGroup group)
    {
        var name = group.Name;
        if (name.IsEmpty)
        {
            name = group.Raw[..Math.Max(0, group.Raw.IndexOfAny((byte)'\t', (byte)' '))];
        }

        return LabelTable.Find(name) is { } form ? labels.With(form.Label) : labels;
    }
}
