using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>From an accepted frame to its <see cref="FrameLayout"/>, for blocks of a size.</summary>
ref struct LayoutBuilder
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
        _ranges = GetRanges(text, slices);
    }

    /// <summary>
    /// A number of the labels, lengths, line ends and fixed data of groups; 0 when a layout cannot say them.
    /// </summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="slices">The groups in it.</param>
    public static ulong GetShape(ReadOnlySpan<byte> text, ReadOnlySpan<GroupSlice> slices)
    {
        const ulong prime = 1_099_511_628_211;
        var hash = 14_695_981_039_346_656_037;
        var next = 1;
        foreach (ref readonly var slice in slices)
        {
            var end = slice.Start + slice.Length;
            if (slice.Label == TicLabel.Unknown || slice.Start != next || end >= text.Length)
            {
                return 0;
            }

            // The line ends are fixed bytes: a terminal that turned CR into LF makes another layout.
            next = end + 2;
            hash = (hash ^ (ulong)slice.Label) * prime;
            for (var at = 0; at < slice.DataLength && IsFixed(slice, text); at++)
            {
                hash = (hash ^ text[slice.Start + slice.DataStart + at]) * prime;
            }

            hash = (hash ^ (ulong)(slice.Length << 16 | text[slice.Start - 1] << 8 | text[end])) * prime;
        }

        // Groups are one behind the other, and after the last line end comes ETX. Of STX and ETX alone nothing is learned:
        // the scalar path hands on no frame for them.
        return next == text.Length + 1 && !slices.IsEmpty ? hash : 0;
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
            offsets[(int)slice.Label] = IsNoPhaseMissing(slice, _text)
                ? FrameValues.Zero
                : (ushort)(decimalCount + i + FrameValues.FirstNumber);
        }

        return offsets;
    }

    static int RoundUp(int count, int batch) => (count + batch - 1) / batch * batch;

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
    /// What a meter does not change for years is fixed in its layout: the option of its tariff, its status word, and that
    /// no phase is missing.
    /// </summary>
    static bool IsFixed(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label is TicLabel.OPTARIF or TicLabel.MOTDETAT || IsNoPhaseMissing(slice, text);

    static bool IsNoPhaseMissing(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label == TicLabel.PPOT && text.Slice(slice.Start + slice.DataStart, slice.DataLength).SequenceEqual("00"u8);

    /// <summary>Every byte as it is, but for data, horodates and checksums.</summary>
    static ByteRange[] GetRanges(ReadOnlySpan<byte> text, ReadOnlySpan<GroupSlice> slices)
    {
        var ranges = new ByteRange[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            ranges[i] = ByteRange.Only(text[i]);
        }

        foreach (ref readonly var slice in slices)
        {
            var form = LabelForm.Find(slice.Label)!;
            if (slice.HorodateLength > 0)
            {
                ByteRange.ForHorodate(form.Horodate).CopyTo(ranges.AsSpan(slice.Start + slice.NameLength + 1));
            }

            var data = ranges.AsSpan(slice.Start + slice.DataStart, slice.DataLength);
            for (var i = 0; i < data.Length && !IsFixed(slice, text); i++)
            {
                data[i] = ByteRange.ForData(form, i);
            }

            ranges[slice.Start + slice.Length - 1] = ByteRange.Checksum;
        }

        return ranges;
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

    readonly void SetNumbers(ushort[] windows, Span<byte> digits, List<int> decimals)
    {
        for (var i = 0; i < decimals.Count; i++)
        {
            ref readonly var slice = ref _slices[decimals[i]];
            var offset = InBatch(i);
            windows[offset] = (ushort)(slice.Start + slice.DataStart + slice.DataLength - Window);
            digits.Slice(offset * Window + Window - slice.DataLength, slice.DataLength).Fill(0x0F);
        }
    }

    readonly NumberPicks? Picks(List<int> decimals, int skip, Rows rows)
    {
        var digits = new (int Start, int Length)[decimals.Count];
        for (var i = 0; i < digits.Length; i++)
        {
            ref readonly var slice = ref _slices[decimals[i]];
            digits[i] = (slice.Start + slice.DataStart - skip, slice.DataLength);
        }

        return NumberPicks.Create(digits, _size, rows.Count, rows.IsShort);
    }

    // The last batch is filled with the last horodate: it is a right one when the frame is.
    readonly ushort[] TimeWindows(ushort[] horodates, int batch)
    {
        var windows = new ushort[RoundUp(horodates.Length, batch)];
        for (var i = 0; i < windows.Length; i++)
        {
            windows[InBatch(i)] = (ushort)(horodates[Math.Min(i, horodates.Length - 1)] + Horodate.Length - Window);
        }

        return windows;
    }

    /// <summary>
    /// Numbers come out of a batch in turn, one of its first half and one of its second: where a window must be for its
    /// number to come out at a place.
    /// </summary>
    readonly int InBatch(int offset)
    {
        var half = _size / Window;
        var within = offset % (2 * half);
        return offset - within + within / 2 + within % 2 * half;
    }

    readonly void SetRanges(int skip, Rows rows, Span<byte> constants)
    {
        for (var i = 0; i < rows.Count * RowLength; i++)
        {
            var range = i + skip < _text.Length ? _ranges[i + skip] : ByteRange.Any;
            var at = i / RowLength * RowConstants + i % RowLength / _size * 3 * _size + i % _size;
            constants[at] = range.Min;
            constants[at + _size] = range.Span;
            constants[at + 2 * _size] = range.Turn;
        }
    }

    /// <summary>
    /// The sums of the frame at hand, lane by lane, kept where a checksum is: those of any right frame are the same,
    /// because a checksum takes back what its group adds.
    /// </summary>
    readonly void SetSums(int skip, Rows rows, Span<byte> constants)
    {
        var sum = 0;
        for (var lane = 0; lane < rows.Count * RowLength / Lane; lane++)
        {
            var isEnd = false;
            for (var at = lane * Lane + skip; at < lane * Lane + Lane + skip && at < _text.Length; at++)
            {
                sum += _ranges[at].Adds(_text[at]);
                isEnd |= _ranges[at] == ByteRange.Checksum;
            }

            if (isEnd)
            {
                int block = lane / (_size / Lane), row = block / FrameLayout.BlocksInRow;
                // A row is pushed together block by block, so that its last one is in the lowest byte of its lanes.
                var last = (rows.IsShort ? FrameLayout.BlocksInShortRow : FrameLayout.BlocksInRow) - 1;
                var inLane = last - block % FrameLayout.BlocksInRow;
                var offset = row * RowConstants + 3 * FrameLayout.BlocksInRow * _size + lane % (_size / Lane) * Lane + inLane;
                constants[offset] = (byte)(sum & 0x3F);
                constants[offset + _size] = 0x3F;
            }
        }
    }

    /// <summary>How many rows of blocks there are, and whether the only one is a short one.</summary>
    readonly record struct Rows(int Count, bool IsShort);
}
