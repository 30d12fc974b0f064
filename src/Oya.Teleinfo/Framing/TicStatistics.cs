namespace Oya.Teleinfo;

/// <summary>Counts of what a decoder saw.</summary>
public sealed class TicStatistics
{
    /// <summary>Bytes read.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Frames from STX to their end.</summary>
    public long CompleteFrames { get; internal set; }

    /// <summary>Complete frames whose every checksum was right.</summary>
    public long ValidFrames { get; internal set; }

    /// <summary>Frames cut short in mid-stream.</summary>
    public long InterruptedFrames { get; internal set; }

    /// <summary>Frames cut at the edge of the capture.</summary>
    public long TruncatedFrames { get; internal set; }

    /// <summary>Groups accepted whose label is known.</summary>
    public long ValidGroups { get; internal set; }

    /// <summary>Groups with a byte of wrong parity.</summary>
    public long BadParity { get; internal set; }

    /// <summary>Groups that have no readable structure: no checksum could be verified.</summary>
    public long BadStructure { get; internal set; }

    /// <summary>Groups whose checksum is wrong.</summary>
    public long BadChecksum { get; internal set; }

    /// <summary>Groups whose checksum is right, with a value that their label cannot have.</summary>
    public long BadForm { get; internal set; }

    /// <summary>Groups accepted whose label no meter of ours sends: kept as they are.</summary>
    public long UnknownLabels { get; internal set; }

    /// <summary>Mode of the last frame.</summary>
    public TicMode Mode { get; internal set; }

    /// <summary>Times that the mode changed in mid-stream.</summary>
    public long ModeChanges { get; internal set; }

    /// <summary>Frames of any end.</summary>
    public long Frames => CompleteFrames + InterruptedFrames + TruncatedFrames;

    /// <summary>Groups of any kind.</summary>
    public long Groups => ValidGroups + InvalidGroups + UnknownLabels;

    /// <summary>Groups that are invalid for any cause.</summary>
    public long InvalidGroups => BadParity + BadStructure + BadChecksum + BadForm;

    /// <summary>Adds the counts of another stream, whose mode is then that of the last frame.</summary>
    /// <exception cref="ArgumentNullException">There is no other.</exception>
    public void Add(TicStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Bytes += other.Bytes;
        CompleteFrames += other.CompleteFrames;
        ValidFrames += other.ValidFrames;
        InterruptedFrames += other.InterruptedFrames;
        TruncatedFrames += other.TruncatedFrames;
        ValidGroups += other.ValidGroups;
        BadParity += other.BadParity;
        BadStructure += other.BadStructure;
        BadChecksum += other.BadChecksum;
        BadForm += other.BadForm;
        UnknownLabels += other.UnknownLabels;
        ModeChanges += other.ModeChanges;
        Mode = other.Mode == TicMode.Unknown ? Mode : other.Mode;
    }

    internal void Count(in GroupSlice group)
    {
        switch (group.Fault)
        {
            case GroupFault.None when group.Label == TicLabel.Unknown:
                UnknownLabels++;
                break;
            case GroupFault.None:
                ValidGroups++;
                break;
            case GroupFault.Parity:
                BadParity++;
                break;
            case GroupFault.Structure:
                BadStructure++;
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
                CompleteFrames++;
                ValidFrames += frame.IsValid ? 1 : 0;
                break;
            case FrameEnd.Interrupted:
                InterruptedFrames++;
                break;
            default:
                TruncatedFrames++;
                break;
        }

        Count(frame.Mode);
    }

    /// <summary>Counts a complete frame whose groups are all right and known.</summary>
    internal void CountValid(TicMode mode, int groups)
    {
        CompleteFrames++;
        ValidFrames++;
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
