using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// What is remembered of one meter: what it always sends in each kind of frame, and its registers. 0.5 kB.
/// </summary>
sealed class MeterState
{
    // What a reading is for: without the usage point it is not known whose consent counts, without the date when it
    // was.
    static readonly LabelSet Essential = LabelSet.Range(TicLabel.BASE, TicLabel.BBRHPJR)
        | LabelSet.Range(TicLabel.EAST, TicLabel.EAIT) | LabelSet.Create(TicLabel.DATE, TicLabel.PRM);

    ExpectedLabelsByKind _expectedLabels;
    RegisterSamples _levels;
    uint _order;

    /// <summary>
    /// True for the order of the specification (0), and for another one that the meter used in the frame before too:
    /// then it is a meter that has its own.
    /// </summary>
    public bool IsItsOrder(uint order)
    {
        var isItsOwn = order == 0 || order == _order;
        _order = order;
        return isItsOwn;
    }

    /// <summary>
    /// Whether the meter sends frames of this kind, and its registers are these to within some watt-hours.
    /// </summary>
    public bool IsLike(in TicFrame frame, in FrameLabels labels, long wh) =>
        _expectedLabels[(int)labels.Kind].IsKnown && _levels.AreWithin(wh, frame, labels);

    /// <summary>
    /// Takes in a frame whose groups are in sequence, and says what speaks against it, and which label.
    /// </summary>
    public FrameAnomaly Check(in TicFrame frame, in FrameLabels labels, Instant? at, out TicLabel label)
    {
        ref var norm = ref _expectedLabels[(int)labels.Kind];
        var lacked = norm.FindMissing(labels, frame.Summary);
        var missing = lacked.Except(labels.Invalid);
        label = missing.First;
        if (!missing.IsEmpty || !norm.IsKnown)
        {
            // Its registers may be the very values that are wrong: nothing is learned of them.
            return FrameAnomaly.Missing;
        }

        var anomaly = _levels.Check(frame, labels, at, out label);
        var invalid = lacked & Essential;
        if (!invalid.IsEmpty)
        {
            anomaly |= FrameAnomaly.Incomplete;
            label = invalid.First;
        }

        return anomaly;
    }

    [InlineArray(3)]
    struct ExpectedLabelsByKind
    {
        ExpectedLabels _first;
    }
}
