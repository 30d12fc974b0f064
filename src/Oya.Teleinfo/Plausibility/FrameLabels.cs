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
/// The labels of a frame: of the right groups, and of those that were refused but still say what they were.
/// </summary>
readonly record struct FrameLabels(LabelSet Right, LabelSet Refused)
{
    static readonly LabelSet HistoricMode = LabelSet.Range(TicLabel.ADIR1, TicLabel.PPOT);

    static readonly LabelSet ShortFrame = LabelSet.Of(
        TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.ADCO,
        TicLabel.IINST1, TicLabel.IINST2, TicLabel.IINST3);

    // They stand where each maker puts them.
    static readonly LabelSet Warnings = LabelSet.Of(TicLabel.ADIR1, TicLabel.ADIR2, TicLabel.ADIR3, TicLabel.ADPS);

    public static FrameLabels Of(in TicFrame frame)
    {
        LabelSet right = default, refused = default;
        var marks = frame.Marks;
        for (var i = 0; i < marks.Length; i++)
        {
            if (!marks[i].IsRight)
            {
                refused = WithName(refused, frame.Groups[i]);
            }
            else if (marks[i].Label != TicLabel.Unknown)
            {
                right = right.With(marks[i].Label);
            }
        }

        return new(right, refused);
    }

    public FrameKind Kind =>
        !Right.Except(HistoricMode).IsEmpty ? FrameKind.Standard
        : (Right | Refused).Except(ShortFrame).IsEmpty ? FrameKind.Short
        : FrameKind.Historic;

    /// <summary>
    /// Groups of both modes: the meter has changed its mode, and what was between two frames is lost.
    /// </summary>
    public bool AreOfTwoModes => !(Right & HistoricMode).IsEmpty && !Right.Except(HistoricMode).IsEmpty;

    /// <summary>
    /// The order of the labels of a frame as one number; 0 when one came twice, which is the order of no meter.
    /// </summary>
    /// <param name="frame">A frame that is out of sequence.</param>
    /// <param name="first">The first label that came again, or behind one that a meter sends after it.</param>
    public static uint OrderOf(in TicFrame frame, out TicLabel first)
    {
        first = TicLabel.Unknown;
        var seen = default(LabelSet);
        var last = TicLabel.Unknown;
        var order = 2_166_136_261;
        foreach (var mark in frame.Marks)
        {
            if (!mark.IsRight || mark.Label == TicLabel.Unknown)
            {
                continue;
            }

            var isTwice = seen.Has(mark.Label);
            if (isTwice || (mark.Label < last && !Warnings.Has(mark.Label) && first == TicLabel.Unknown))
            {
                first = mark.Label;
            }

            if (isTwice)
            {
                return 0;
            }

            seen = seen.With(mark.Label);
            last = Warnings.Has(mark.Label) ? last : mark.Label;
            order = (order ^ (uint)mark.Label) * 16_777_619;
        }

        return order | 1;
    }

    // A group whose structure or parity is wrong has no label yet: what stands before its first separator may be one.
    static LabelSet WithName(LabelSet refused, in TicGroup group)
    {
        var name = group.Name;
        if (name.IsEmpty)
        {
            name = group.Raw[..Math.Max(0, group.Raw.IndexOfAny((byte)'\t', (byte)' '))];
        }

        return LabelTable.Find(name) is { } form ? refused.With(form.Label) : refused;
    }
}
