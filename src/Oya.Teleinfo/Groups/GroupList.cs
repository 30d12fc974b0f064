using System.Runtime.CompilerServices;
using static Oya.Teleinfo.ControlBytes;

namespace Oya.Teleinfo;

/// <summary>
/// The groups of the frame in progress: where each one is, the number in its data, the instant of its horodate, and
/// the way from a label to the first valid group that has it. Grows with the longest frame seen, and is used again.
/// </summary>
sealed class GroupList
{
    GroupSlice[] _slices = new GroupSlice[80];
    // From the second on: the first is 0, and the number of what there is none of.
    long[] _numbers = new long[81];
    long[] _times = new long[80];
    byte _lastOrder;

    public int Count { get; private set; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public int Unverified { get; private set; }

    /// <summary>By the first valid group.</summary>
    public TicMode Mode { get; private set; }

    /// <summary>False once a group came twice, or after one that a meter sends behind it.</summary>
    public bool IsInSequence { get; private set; } = true;

    public ReadOnlySpan<GroupSlice> Slices => _slices.AsSpan(0, Count);

    /// <summary>The groups, and room behind them.</summary>
    public GroupSlice[] SliceArray => _slices;

    /// <summary>A zero, the number of each group, and room behind them.</summary>
    public long[] Numbers => _numbers;

    /// <summary>The time of each group, unix seconds, and room behind them.</summary>
    public long[] Times => _times;

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

    /// <summary>Adds the groups of a text as long as each is as its label lets expect.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the first line begins.</param>
    /// <param name="isAddressDue">The first group is to be an address, and no other one is.</param>
    /// <returns>Where the first line begins that is not so.</returns>
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
            // Between the CR of a group and the LF of the next one is no line.
            at += at < text.Length && text[at] is (Lf or Cr) ? 1 : 0;
        }

        return at;
    }

    /// <summary>Empties it for the next frame.</summary>
    public void Clear()
    {
        Count = Valid = Invalid = Unverified = 0;
        Mode = TicMode.Unknown;
        IsInSequence = true;
        _lastOrder = 0;
        Index.Clear();
    }

    /// <summary>The bytes in front of the groups are gone: they are that much nearer to the front.</summary>
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
        // The warnings of historic mode are where each maker puts them.
        if (label is not (TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3 or TicLabel.ADPS))
        {
            var order = LabelTable.GetOrder(label);
            IsInSequence &= order > _lastOrder;
            _lastOrder = order;
        }
    }
}

/// <summary>
/// A group as it was read: where it is, its number if its data is one, its instant if it has a horodate.
/// </summary>
readonly record struct ParsedGroup(GroupSlice Slice, long Number, long Time);
