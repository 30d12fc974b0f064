using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// What is known of one meter: the labels that it always sends in each kind of frame, and its registers. 0.5 kB.
/// </summary>
sealed class MeterState
{
    // A reading needs these: without the usage point its consent is unknown, and without the date its time.
    static readonly LabelSet Essential = LabelSet.Range(TicLabel.BASE, TicLabel.BBRHPJR)
        | LabelSet.Range(TicLabel.EAST, TicLabel.EAIT) | LabelSet.Create(TicLabel.DATE, TicLabel.PRM);

    ExpectedLabelsByKind _expectedLabels;
    RegisterSamples _registers;
    uint _order;

    /// <summary>
    /// True for the order of the specification (0), and for another order when the frame before had it too: the meter
    /// then has an order of its own.
    /// </summary>
    public bool IsItsOrder(uint order)
    {
        var isKnown = order == 0 || order == _order;
        _order = order;
        return isKnown;
    }

    /// <summary>
    /// True when the meter sends frames of this kind, and its registers are those of the frame to within some
    /// watt-hours.
    /// </summary>
    public bool IsLike(in TicFrame frame, in FrameLabels labels, long wh) =>
        _expectedLabels[(int)labels.Kind].IsKnown && _registers.AreWithin(wh, frame, labels);

    /// <summary>
    /// Learns from a frame whose groups are in sequence, and returns its anomalies and the first label concerned.
    /// </summary>
    public FrameAnomaly Check(in TicFrame frame, in FrameLabels labels, Instant? at, out TicLabel label)
    {
        ref var expected = ref _expectedLabels[(int)labels.Kind];
        var lacked = expected.FindMissing(labels, frame.Summary);
        var missing = lacked.Except(labels.Invalid);
        label = missing.First;
        if (!missing.IsEmpty || !expected.IsKnown)
        {
            // The wrong value may be that of a register, so the registers are not learned.
            return FrameAnomaly.Missing;
        }

        var anomaly = _registers.Check(frame, labels, at, out label);
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
