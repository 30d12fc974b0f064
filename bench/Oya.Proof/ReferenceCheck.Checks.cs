namespace Oya.Proof;

// What must be true, written anew and plainly: nothing here asks the decoder how it found it.
public sealed partial class ReferenceCheck
{
    readonly long[] _faults = new long[5];
    readonly long[] _ends = new long[3];
    long _unknown;
    long _valid;

    void CheckGroup(in TicGroup group)
    {
        var raw = group.Raw;
        Require(group.Offset >= _groupEnd, "a group begins before the end of the one before it", group.Offset);
        _groupEnd = group.Offset + raw.Length;
        var at = (int)(group.Offset - _start);
        Require(at >= 0 && at + raw.Length <= _bytes.Length, "a group is not in the stream", group.Offset);
        for (var i = 0; i < raw.Length; i++)
        {
            if ((raw[i] & 0x7F) != (_bytes[at + i] & 0x7F))
            {
                Fail("the bytes of a group are not those of the stream", group.Offset);
            }
        }

        if (!group.IsValid)
        {
            return;
        }

        Require(IsEdge(at - 1) && IsEdge(at + raw.Length), "a right group has no line ends", group.Offset);
        CheckStructure(group);
        CheckSum(group);
        if (group.Label != TicLabel.Unknown)
        {
            RightGroups++;
            if (_check?.Invoke(group) is { } wrong)
            {
                Fail(wrong, group.Offset);
            }
        }
    }

    // A line break, or a delimiter that a line break became, or the edge of the stream.
    bool IsEdge(int at) => at < 0 || at >= _bytes.Length || (_bytes[at] & 0x7F) is 2 or 3 or 4 or 10 or 13;

    void CheckStructure(in TicGroup group)
    {
        var raw = group.Raw;
        var separator = group.Mode == TicMode.Standard ? (byte)9 : (byte)32;
        foreach (var b in raw)
        {
            if (b >= 0x7F || (b < 0x20 && b != separator))
            {
                Fail("a byte that no group has was accepted", group.Offset);
            }
        }

        var dataAt = raw.Length - 2 - group.Data.Length;
        var hasTime = group.HorodateBytes.Length > 0;
        Require(
            group.Mode is TicMode.Standard or TicMode.Historic
            && raw[group.Name.Length] == separator && raw[^2] == separator
            && raw.StartsWith(group.Name) && !group.Name.Contains(separator)
            && raw[dataAt..^2].SequenceEqual(group.Data) && raw[dataAt - 1] == separator
            && (!hasTime || raw[(group.Name.Length + 1)..(dataAt - 1)].SequenceEqual(group.HorodateBytes))
            && dataAt == group.Name.Length + 1 + (hasTime ? group.HorodateBytes.Length + 1 : 0),
            "the parts of a group are not where they are", group.Offset);
    }

    void CheckSum(in TicGroup group)
    {
        var sum = 0;
        foreach (var b in group.Raw[..^(group.Mode == TicMode.Standard ? 1 : 2)])
        {
            sum += b;
        }

        Require(group.Raw[^1] == sum % 64 + 32, "a wrong checksum was accepted", group.Offset);
    }

    void CheckSummary(in TicFrame frame)
    {
        int right = 0, refused = 0, unsummed = 0;
        var mode = TicMode.Unknown;
        foreach (var group in frame.Groups)
        {
            right += group.IsValid ? 1 : 0;
            refused += group.IsValid ? 0 : 1;
            unsummed += group.Fault is GroupFault.Parity or GroupFault.Structure or GroupFault.Checksum ? 1 : 0;
            mode = mode == TicMode.Unknown && group.IsValid ? group.Mode : mode;
        }

        var summary = frame.Summary;
        Require(
            summary.ValidGroups == right && summary.InvalidGroups == refused && summary.UnverifiedGroups == unsummed && frame.Mode == mode
            && summary.IsInSequence == IsInSequence(frame),
            "what a frame says of itself is not so", summary.Offset);
    }

    static bool IsInSequence(in TicFrame frame)
    {
        Span<bool> seen = stackalloc bool[256];
        var last = TicLabel.Unknown;
        foreach (var group in frame.Groups)
        {
            if (!group.IsValid || group.Label == TicLabel.Unknown)
            {
                continue;
            }

            var isWarning = group.Label is TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3 or TicLabel.ADPS;
            if (seen[(int)group.Label] || (!isWarning && group.Label < last))
            {
                return false;
            }

            seen[(int)group.Label] = true;
            last = isWarning ? last : group.Label;
        }

        return true;
    }

    // The first right group of a label is what the label gives, with the number and the instant of its bytes.
    void CheckLabels(in TicFrame frame)
    {
        Span<bool> seen = stackalloc bool[256];
        foreach (var group in frame.Groups)
        {
            if (!group.IsValid || group.Label == TicLabel.Unknown || seen[(int)group.Label])
            {
                continue;
            }

            seen[(int)group.Label] = true;
            var form = group.Form!;
            Require(frame.TryGet(group.Label, out var found) && found.Offset == group.Offset,
                "a label does not give its first group", group.Offset);
            Require(frame.GetNumber(group.Label) == Number(form.Kind, group.Data),
                "a number is not that of its digits", group.Offset);
            Require(form.Horodate != HorodateUse.WithSeason || frame.GetTime(group.Label) == Time(group.HorodateBytes),
                "an instant is not that of its horodate", group.Offset);
        }
    }

    static long? Number(ValueKind kind, ReadOnlySpan<byte> data)
    {
        if (kind is not (ValueKind.Number or ValueKind.Digits or ValueKind.Hex))
        {
            return null;
        }

        long number = 0;
        foreach (var b in data)
        {
            number = number * (kind == ValueKind.Hex ? 16 : 10) + (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
        }

        return number;
    }

    static Instant Time(ReadOnlySpan<byte> text)
    {
        // Without a string, which would count as memory of the decoder.
        var date = new DateOnly(2000 + Two(text[1..]), Two(text[3..]), Two(text[5..]));
        var local = date.ToDateTime(new(Two(text[7..]), Two(text[9..]), Two(text[11..])));
        var offset = (text[0] | 0x20) == 'e' ? 7200 : 3600;
        return new((local - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond - offset);
    }

    static int Two(ReadOnlySpan<byte> text) => (text[0] - '0') * 10 + text[1] - '0';

    void Count(in TicGroup group)
    {
        Groups++;
        _faults[(int)group.Fault]++;
        _unknown += group.IsValid && group.Label == TicLabel.Unknown ? 1 : 0;
    }

    void Count(in FrameSummary frame)
    {
        _ends[(int)frame.End]++;
        _valid += frame.End == FrameEnd.Complete && frame.UnverifiedGroups == 0 ? 1 : 0;
    }

    void CheckStatistics() => Require(
        Statistics.Bytes == _given && Statistics.Frames == Frames && Statistics.Groups == Groups
        && Statistics.CompleteFrames == _ends[(int)FrameEnd.Complete] && Statistics.ValidFrames == _valid
        && Statistics.InterruptedFrames == _ends[(int)FrameEnd.Interrupted]
        && Statistics.TruncatedFrames == _ends[(int)FrameEnd.Truncated]
        && Statistics.ValidGroups == _faults[(int)GroupFault.None] - _unknown && Statistics.UnknownLabels == _unknown
        && Statistics.BadParity == _faults[(int)GroupFault.Parity]
        && Statistics.BadChecksum == _faults[(int)GroupFault.Checksum]
        && Statistics.BadStructure == _faults[(int)GroupFault.Structure]
        && Statistics.BadForm == _faults[(int)GroupFault.Form],
        "the counts do not add up", _given);
}
