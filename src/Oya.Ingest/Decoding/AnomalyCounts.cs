using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>Frames in doubt by their cause; one that has several counts for the first of them.</summary>
public sealed class AnomalyCounts
{
    /// <summary>Frames whose groups are out of sequence.</summary>
    public long Sequence { get; private set; }

    /// <summary>Frames that miss a group which their meter always sends.</summary>
    public long Missing { get; private set; }

    /// <summary>Frames of which the address, a register, the usage point or the date was refused.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Frames in which a register went down.</summary>
    public long IndexDown { get; private set; }

    /// <summary>Frames in which a register counted more than the breaker lets through.</summary>
    public long IndexTooFast { get; private set; }

    /// <summary>Frames whose address was heard once, and may be a damaged one.</summary>
    public long UnknownMeter { get; private set; }

    /// <summary>All of them.</summary>
    public long Total => Sequence + Missing + Incomplete + IndexDown + IndexTooFast + UnknownMeter;

    /// <summary>Counts a frame; one without doubt changes nothing.</summary>
    public void Count(FrameAnomaly anomaly)
    {
        // The lowest bit is the first cause.
        switch ((FrameAnomaly)((int)anomaly & -(int)anomaly))
        {
            case FrameAnomaly.Sequence:
                Sequence++;
                break;
            case FrameAnomaly.Missing:
                Missing++;
                break;
            case FrameAnomaly.Incomplete:
                Incomplete++;
                break;
            case FrameAnomaly.IndexDown:
                IndexDown++;
                break;
            case FrameAnomaly.IndexTooFast:
                IndexTooFast++;
                break;
            case FrameAnomaly.UnknownMeter:
                UnknownMeter++;
                break;
        }
    }

    /// <summary>Adds the counts of another stream.</summary>
    public void Add(AnomalyCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Sequence += other.Sequence;
        Missing += other.Missing;
        Incomplete += other.Incomplete;
        IndexDown += other.IndexDown;
        IndexTooFast += other.IndexTooFast;
        UnknownMeter += other.UnknownMeter;
    }
}
