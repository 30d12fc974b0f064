namespace Oya.Teleinfo;

/// <summary>What a frame is by its labels: each kind has a list of its own of what is always in it.</summary>
enum FrameKind
{
    Standard,
    Historic,

    /// <summary>
    /// Of historic mode: a three-phase meter in overrun sends short frames between its long ones, one on standby only
    /// its address (Enedis-NOI-CPT_02E §2.5.5).
    /// </summary>
    Short,
}

/// <summary>
/// The labels of a frame: of the valid groups, and of those that are invalid but still say what they were.
/// </summary>
readonly record struct FrameLabels(LabelSet Valid, LabelSet Invalid)
{
    static readonly LabelSet HistoricMode = LabelSet.Create(
        [.. LabelTable.All.Where(form => form.Mode == TicMode.Historic).Select(form => form.Label)]);

    static readonly LabelSet ShortFrame = LabelSet.Create(
        TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.ADCO,
        TicLabel.IINST1, TicLabel.IINST2, TicLabel.IINST3);

    // They are where each maker puts them.
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
    /// Groups of both modes: the meter has changed its mode, and what was between two frames is lost.
    /// </summary>
    public bool AreOfTwoModes => !(Valid & HistoricMode).IsEmpty && !Valid.Except(HistoricMode).IsEmpty;

    /// <summary>
    /// The order of the labels of a frame as one number; 0 when one came twice, which is the order of no meter.
    /// </summary>
    /// <param name="frame">A frame that is out of sequence.</param>
    /// <param name="first">The first label that came again, or behind one that a meter sends after it.</param>
    public static uint GetOrder(in TicFrame frame, out TicLabel first)
    {
        first = TicLabel.Unknown;
        var seen = default(LabelSet);
        byte last = 0;
        var order = 2_166_136_261;
        foreach (var slice in frame.Slices)
        {
            if (!slice.IsValid || slice.Label == TicLabel.Unknown)
            {
                continue;
            }

            var isTwice = seen.Has(slice.Label);
            var place = LabelTable.GetOrder(slice.Label);
            if (isTwice || (place < last && !Warnings.Has(slice.Label) && first == TicLabel.Unknown))
            {
                first = slice.Label;
            }

            if (isTwice)
            {
                return 0;
            }

            seen = seen.With(slice.Label);
            last = Warnings.Has(slice.Label) ? last : place;
            order = (order ^ (uint)slice.Label) * 16_777_619;
        }

        return order | 1;
    }

    // A group whose structure or parity is wrong has no label yet: what is before its first separator may be one.
    static LabelSet WithName(LabelSet invalid, in TicGroup group)
    {
        var name = group.Name;
        if (name.IsEmpty)
        {
            name = group.Raw[..Math.Max(0, group.Raw.IndexOfAny(ControlBytes.Tab, ControlBytes.Space))];
        }

        return LabelTable.Find(name) is { } form ? invalid.With(form.Label) : invalid;
    }
}
