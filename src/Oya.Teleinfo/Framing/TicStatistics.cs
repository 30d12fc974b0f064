namespace Oya.Teleinfo;

/// <summary>Counts of what a decoder saw.</summary>
public sealed class TicStatistics
{
    /// <summary>Bytes read.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Frames from STX to their end.</summary>
    public long Complete { get; internal set; }

    /// <summary>Complete frames whose every checksum was right.</summary>
    public long Valid { get; internal set; }

    /// <summary>Frames cut short in mid-stream.</summary>
    public long Interrupted { get; internal set; }

    /// <summary>Frames cut at the edge of the capture.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Groups accepted whose label is known.</summary>
    public long ValidGroups { get; internal set; }

    /// <summary>Groups with a byte of wrong parity.</summary>
    public long BadParity { get; internal set; }

    /// <summary>Groups whose checksum is wrong.</summary>
    public long BadChecksum { get; internal set; }

    /// <summary>Groups that have no readable structure, or a value that their label cannot have.</summary>
    public long BadForm { get; internal set; }

    /// <summary>Groups accepted whose label no meter of ours sends: kept as they are.</summary>
    public long UnknownLabel { get; internal set; }

    /// <summary>Mode of the last frame.</summary>
    public TicMode Mode { get; internal set; }

    /// <summary>Times that the mode changed in mid-stream.</summary>
    public long ModeChanges { get; internal set; }

    /// <summary>Frames of any end.</summary>
    public long Frames => Complete + Interrupted + Truncated;

    /// <summary>Groups of any kind.</summary>
    public long Groups => ValidGroups + BadParity + BadChecksum + BadForm + UnknownLabel;

    /// <summary>Adds the counts of another stream.</summary>
    public void Add(TicStatistics other)
    {
        Bytes += other.Bytes;
        Complete += other.Complete;
        Valid += other.Valid;
        Interrupted += other.Interrupted;
        Truncated += other.Truncated;
        ValidGroups += other.ValidGroups;
        BadParity += other.BadParity;
        BadChecksum += other.BadChecksum;
        BadForm += other.BadForm;
        UnknownLabel += other.UnknownLabel;
        ModeChanges += other.ModeChanges;
        Mode = other.Mode == TicMode.Unknown ? Mode : other.Mode;
    }

    internal void Count(in GroupMark group)
    {
        switch (group.Fault)
        {
            case GroupFault.None when group.Label == TicLabel.Unknown:
                UnknownLabel++;
                break;
            case GroupFault.None:
                ValidGroups++;
                break;
            case GroupFault.Parity:
                BadParity++;
                break;
            case GroupFault.Checksum:
                BadChecksum++;
                break;
            default:
                BadForm++;
                break;
        }
    }

    internal void Count(in FrameSummary frame)
    {
        switch (frame.End)
        {
            case FrameEnd.Complete:
                Complete++;
                Valid += frame.IsValid ? 1 : 0;
                break;
            case FrameEnd.Interrupted:
                Interrupted++;
                break;
            default:
                Truncated++;
                break;
        }

        Count(frame.Mode);
    }

    /// <summary>Counts a complete frame whose groups are all right and known.</summary>
    internal void CountValid(TicMode mode, int groups)
    {
        Complete++;
        Valid++;
        ValidGroups += groups;
        Count(mode);
    }

    void Count(TicMode mode)
    {
        if (mode != Mode && mode != TicMode.Unknown)
        {
            ModeChanges += Mode != TicMode.Unknown ? 1 : 0;
            Mode = mode;
        }
    }
}
