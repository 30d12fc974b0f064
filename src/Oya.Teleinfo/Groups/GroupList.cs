using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The groups of the frame in progress: the position of each group, the number in its data, the instant of its
/// horodate, and an index from a label to its first valid group. The list grows with the longest frame, and each frame
/// reuses it.
/// </summary>
sealed class GroupList
{
    GroupSlice[] _slices = new GroupSlice[80];
    // Entry 0 is always 0: the number of a label that the frame does not have. Group i has entry i + 1.
    long[] _numbers = new long[81];
    long[] _times = new long[80];
    TicLabel _last;

    public int Count { get; private set; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public int Unverified { get; private set; }

    /// <summary>The mode of the first valid group.</summary>
    public TicMode Mode { get; private set; }

    /// <summary>False once a group came twice, or after one that a meter sends later.</summary>
    public bool IsInSequence { get; private set; } = true;

    public ReadOnlySpan<GroupSlice> Slices => _slices.AsSpan(0, Count);

    public LabelIndex Index { get; } = new();

    public void Add(in ParsedGroup group)
    {
        if (Count == _slices.Length)
        {
            Array.Resize(ref _slices, Count * 2);
            Array.Resize(ref _numbers, Count * 2 + 1);
            Array.Resize(ref _times, Count * 2);
        }

        _slices[Count] = group.Slice;
        _numbers[Count + 1] = group.Number;
        _times[Count] = group.Time;
        Count++;
        if (!group.Slice.IsValid)
        {
            Invalid++;
            Unverified += group.Slice.Fault == GroupFault.Form ? 0 : 1;
            return;
        }

        Valid++;
        Mode = Mode == TicMode.Unknown ? group.Slice.Mode : Mode;
        AddToIndex(group.Slice.Label);
    }

    /// <summary>Adds the groups of a text as long as each has the form that its label requires.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Offset of the first line.</param>
    /// <param name="isAddressDue">The first group must be an address. No other group can be one.</param>
    /// <returns>Offset of the first line that has another form.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int AddExpected(ReadOnlySpan<byte> text, int at, bool isAddressDue)
    {
        for (; Count < _slices.Length && text.Length - at > AsciiWord.Length; isAddressDue = false)
        {
            ref readonly var expected = ref LabelTable.Expected(text, at, out var key);
            if (expected.Key != key || (expected.Label is TicLabel.ADCO or TicLabel.ADSC) != isAddressDue
                || !expected.IsAt(text, at, out var number, out var time))
            {
                break;
            }

            _slices[Count] = expected.Slice with { Start = (ushort)at };
            _numbers[Count + 1] = number;
            _times[Count] = time;
            Count++;
            Valid++;
            Mode = Mode == TicMode.Unknown ? expected.Form.Mode : Mode;
            AddToIndex(expected.Label);
            at += expected.Length + 1;
            // The CR of a group and the LF of the next one have no line between them.
            at += at < text.Length && text[at] is (GroupLine.Lf or GroupLine.Cr) ? 1 : 0;
        }

        return at;
    }

    /// <summary>The frame of these groups.</summary>
    public TicFrame Frame(scoped in FrameSummary summary, ReadOnlySpan<byte> text, long textOffset) =>
        new(summary, text, textOffset, _slices, _numbers, _times, Index);

    /// <summary>Clears the list for the next frame.</summary>
    public void Clear()
    {
        Count = Valid = Invalid = Unverified = 0;
        Mode = TicMode.Unknown;
        IsInSequence = true;
        _last = TicLabel.Unknown;
        Index.Clear();
    }

    /// <summary>Moves the offsets of the groups, because this number of bytes before them is gone.</summary>
    public void MoveToFront(int bytes)
    {
        foreach (ref var slice in _slices.AsSpan(0, Count))
        {
            slice = slice with { Start = (ushort)(slice.Start - bytes) };
        }
    }

    void AddToIndex(TicLabel label)
    {
        if (label == TicLabel.Unknown)
        {
            return;
        }

        IsInSequence &= Index.Add(label, Count - 1);
        // The position of the warnings of historic mode differs from one manufacturer to another.
        if (label is not (TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3 or TicLabel.ADPS))
        {
            IsInSequence &= label > _last;
            _last = label;
        }
    }
}

/// <summary>
/// A group as it was read: its position, its number if its data is one, and its instant if it has a horodate.
/// </summary>
readonly record struct ParsedGroup(GroupSlice Slice, long Number, long Time);
