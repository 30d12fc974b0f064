using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>From an accepted frame to its <see cref="FrameLayout"/>, for blocks of a size.</summary>
ref partial struct LayoutBuilder
{
    const int Lane = 8, Window = 16;

    // As many as any frame of historic mode has, so that it makes no difference which one it is.
    const int MinNumbers = 16;

    // Bytes of all frames of historic mode but those of three phases and Tempo.
    const int UsualHistoricLength = 300;

    readonly ReadOnlySpan<byte> _text;
    readonly ReadOnlySpan<GroupSlice> _slices;
    readonly int _size;
    readonly ByteRange[] _ranges;

    LayoutBuilder(ReadOnlySpan<byte> text, ReadOnlySpan<GroupSlice> slices, int size)
    {
        _text = text;
        _slices = slices;
        _size = size;
        _ranges = FrameShape.GetRanges(text, slices);
    }

    /// <param name="text">From the first byte after STX to ETX.</param>
    /// <param name="groups">Its groups, all of them right, of known labels, in sequence.</param>
    /// <param name="shape">Of these groups.</param>
    /// <param name="size">Bytes in a block.</param>
    /// <returns>Null when blocks of this size cannot check it.</returns>
    public static FrameLayout? Build(ReadOnlySpan<byte> text, GroupList groups, ulong shape, int size)
    {
        var builder = new LayoutBuilder(text, groups.Slices, size);
        return builder.FirstBlock() is { } skip && builder.HasRoomForWindows()
            ? builder.Build(groups, shape, skip)
            : null;
    }

    // Of short groups there may be more beside each other than can be picked; in more blocks there is more room.
    readonly FrameLayout? Build(GroupList groups, ulong shape, int skip)
    {
        var needed = new Rows((_text.Length - skip + RowLength - 1) / RowLength, IsShort(skip));
        var decimals = GetGroups(ValueKind.Number, ValueKind.Digits);
        Rows[] ways = CanPick ? [needed, needed with { IsShort = false }, new(needed.Count + 1, false)] : [needed];
        foreach (var rows in ways)
        {
            var picks = CanPick ? Picks(decimals, skip, rows) : null;
            if (picks is not null || !CanPick)
            {
                return Build(groups, shape, skip, rows, decimals, picks);
            }
        }

        return null;
    }

    readonly FrameLayout Build(
        GroupList groups, ulong shape, int skip, Rows rows, List<int> decimals, NumberPicks? picks)
    {
        var timed = Timed();
        var horodates = new ushort[timed.Count];
        for (var i = 0; i < horodates.Length; i++)
        {
            horodates[i] = (ushort)(_slices[timed[i]].Start + _slices[timed[i]].NameLength + 1);
        }

        var batch = 2 * _size / Window;
        var hex = GetGroups(ValueKind.Hex, ValueKind.Hex);
        var windows = new ushort[CanPick ? 0 : Math.Max(MinNumbers, RoundUp(decimals.Count, batch))];
        var decimalCount = picks?.Count ?? windows.Length;
        var numberCount = FrameValues.FirstNumber + decimalCount + hex.Count;
        var offsets = new LabelIndex(
            groups.Index, NumberOffsets(decimals, picks, hex, decimalCount), numberCount,
            TimeOffsets(timed), timed.Count);
        var digitsStart = rows.Count * RowConstants;
        var constants = new AlignedBytes(digitsStart + windows.Length * Window);
        SetRanges(skip, rows, constants.From(0));
        SetSums(skip, rows, constants.From(0));
        SetNumbers(windows, constants.From(digitsStart), CanPick ? [] : decimals);
        picks?.Write(constants.From(0));
        return new()
        {
            Length = _text.Length,
            Head = MemoryMarshal.Read<ulong>(_text),
            HeadMask = ulong.MaxValue >> (64 - 8 * FixedHead()),
            Skip = skip,
            RowCount = rows.Count,
            IsShort = rows.IsShort,
            IsShortest = rows.IsShort && picks is { FitShortestRow: true }
                && _text.Length - skip <= FrameLayout.BlocksInShortestRow * _size,
            Reach = skip + rows.Count * RowLength,
            Constants = constants,
            DigitsStart = digitsStart,
            NumberWindows = windows,
            NumberCount = numberCount,
            TimeWindows = TimeWindows(horodates, batch),
            Timed = horodates,
            Special = SpecialGroups.From(_slices, offsets),
            Slices = groups.Slices.ToArray(),
            Learned = _text.ToArray(),
            Offsets = offsets,
            Mode = groups.Mode,
            Shape = shape,
        };
    }

    // Where only some frames of historic mode are short, nobody can foresee which.
    readonly bool IsShort(int skip) =>
        ShortRowLength >= UsualHistoricLength && _text.Length - skip <= ShortRowLength;

    readonly int ShortRowLength => FrameLayout.BlocksInShortRow * _size;

    readonly int RowLength => FrameLayout.BlocksInRow * _size;

    // As Block512 can.
    readonly bool CanPick => _size == Block512.Size;

    readonly int RowConstants => FrameLayout.RowConstants(CanPick) * _size;

    readonly List<int> GetGroups(ValueKind kind, ValueKind other)
    {
        var groups = new List<int>();
        for (var i = 0; i < _slices.Length; i++)
        {
            var its = LabelForm.Find(_slices[i].Label)!.Kind;
            if (its == kind || its == other)
            {
                groups.Add(i);
            }
        }

        return groups;
    }

    // Decimal numbers come first, in their order or where they are picked; hexadecimal ones behind all of these.
    readonly ushort[] NumberOffsets(
        List<int> decimals, NumberPicks? picks, List<int> hex, int decimalCount)
    {
        var offsets = new ushort[LabelTable.ByLabel.Length];
        for (var i = 0; i < decimals.Count; i++)
        {
            offsets[(int)_slices[decimals[i]].Label] = (ushort)((picks?.Offsets[i] ?? i) + FrameValues.FirstNumber);
        }

        for (var i = 0; i < hex.Count; i++)
        {
            ref readonly var slice = ref _slices[hex[i]];
            offsets[(int)slice.Label] = FrameShape.IsNoPhaseMissing(slice, _text)
                ? FrameValues.Zero
                : (ushort)(decimalCount + i + FrameValues.FirstNumber);
        }

        return offsets;
    }

    readonly List<int> Timed()
    {
        var timed = new List<int>();
        for (var i = 0; i < _slices.Length; i++)
        {
            if (_slices[i].HorodateLength > 0)
            {
                timed.Add(i);
            }
        }

        return timed;
    }

    readonly ushort[] TimeOffsets(List<int> timed)
    {
        var offsets = new ushort[LabelTable.ByLabel.Length];
        for (var i = 0; i < timed.Count; i++)
        {
            offsets[(int)_slices[timed[i]].Label] = (ushort)(i + 1);
        }

        return offsets;
    }

    /// <summary>
    /// Where blocks must begin: what comes behind a checksum in its lane must be fixed and of the frame, so that the sum
    /// at the lane is the sum at the checksum. Bytes before the first block must be fixed too: there is a place in any
    /// frame of ours, as only PRM, of three letters, can be too near to the checksum before it. Null when there is none.
    /// </summary>
    readonly int? FirstBlock()
    {
        for (var skip = 0; skip <= Math.Min(FixedHead(), Lane - 1); skip++)
        {
            if (IsSummable(skip))
            {
                return skip;
            }
        }

        return null;
    }

    readonly int FixedHead()
    {
        var count = 0;
        while (count < Lane && _ranges[count].IsFixed)
        {
            count++;
        }

        return count;
    }

    readonly bool IsSummable(int skip)
    {
        foreach (ref readonly var slice in _slices)
        {
            var checksum = slice.Start + slice.Length - 1;
            for (var at = checksum + 1; (at - skip) % Lane != 0; at++)
            {
                if (at >= _text.Length || !_ranges[at].IsFixed)
                {
                    return false;
                }
            }
        }

        return true;
    }

    readonly bool HasRoomForWindows()
    {
        foreach (ref readonly var slice in _slices)
        {
            if (slice.Start + slice.DataStart + slice.DataLength < Window)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many rows of blocks there are, and whether the only one is a short one.</summary>
    readonly record struct Rows(int Count, bool IsShort);
}
