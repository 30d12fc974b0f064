namespace Oya.Teleinfo;

/// <summary>Frames in doubt by their cause; one that has several counts for the first of them.</summary>
public sealed class DoubtCounts
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
    public void Count(FrameDoubt doubt)
    {
        // The lowest bit is the first cause.
        switch ((FrameDoubt)((int)doubt & -(int)doubt))
        {
            case FrameDoubt.Sequence:
                Sequence++;
                break;
            case FrameDoubt.Missing:
                Missing++;
                break;
            case FrameDoubt.Incomplete:
                Incomplete++;
                break;
            case FrameDoubt.IndexDown:
                IndexDown++;
                break;
            case FrameDoubt.IndexTooFast:
                IndexTooFast++;
                break;
            case FrameDoubt.UnknownMeter:
                UnknownMeter++;
                break;
        }
    }

    /// <summary>Adds the counts of another stream.</summary>
    public void Add(DoubtCounts other)
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
