using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>From an accepted frame to its <see cref="FrameLayout"/>, for blocks of a size.</summary>
ref struct LayoutBuilder
{
    const int Lane = 8, Window = 16;

    // As many as any frame of historic mode has, so that it makes no difference which one it is.
    const int LeastNumbers = 16;

    // Bytes of all frames of historic mode but those of three phases and Tempo.
    const int UsualHistoricLength = 300;

    readonly ReadOnlySpan<byte> _text;
    readonly ReadOnlySpan<GroupMark> _marks;
    readonly int _size;
    readonly ByteRange[] _ranges;

    LayoutBuilder(ReadOnlySpan<byte> text, ReadOnlySpan<GroupMark> marks, int size)
    {
        _text = text;
        _marks = marks;
        _size = size;
        _ranges = RangesOf(text, marks);
    }

    /// <summary>
    /// A number of the labels, lengths, line ends and fixed data of groups; 0 when a layout cannot say them.
    /// </summary>
    /// <param name="text">From the first byte after STX to the last before ETX.</param>
    /// <param name="marks">The groups in it.</param>
    public static ulong ShapeOf(ReadOnlySpan<byte> text, ReadOnlySpan<GroupMark> marks)
    {
        const ulong prime = 1_099_511_628_211;
        var hash = 14_695_981_039_346_656_037;
        var next = 1;
        foreach (ref readonly var mark in marks)
        {
            var end = mark.Start + mark.Length;
            if (mark.Label == TicLabel.Unknown || mark.Start != next || end >= text.Length)
            {
                return 0;
            }

            // The line ends are fixed bytes: a terminal that turned CR into LF makes another layout.
            next = end + 2;
            hash = (hash ^ (ulong)mark.Label) * prime;
            for (var at = 0; at < mark.DataLength && IsFixed(mark, text); at++)
            {
                hash = (hash ^ text[mark.Start + mark.DataStart + at]) * prime;
            }

            hash = (hash ^ (ulong)(mark.Length << 16 | text[mark.Start - 1] << 8 | text[end])) * prime;
        }

        // Groups are one behind the other, and after the last line end comes ETX. Of STX and ETX alone nothing is learned:
        // the plain way hands on no frame for them.
        return next == text.Length + 1 && !marks.IsEmpty ? hash : 0;
    }

    /// <param name="text">From the first byte after STX to ETX.</param>
    /// <param name="groups">Its groups, all of them right, of known labels, in sequence.</param>
    /// <param name="shape">Of these groups.</param>
    /// <param name="size">Bytes in a block.</param>
    /// <returns>Null when blocks of this size cannot check it.</returns>
    public static FrameLayout? Build(ReadOnlySpan<byte> text, GroupList groups, ulong shape, int size)
    {
        var builder = new LayoutBuilder(text, groups.Marks, size);
        return builder.FirstBlock() is { } skip && builder.HasRoomForWindows()
            ? builder.Build(groups, shape, skip)
            : null;
    }

    // Of short groups there may be more beside each other than can be picked; in more blocks there is more room.
    readonly FrameLayout? Build(GroupList groups, ulong shape, int skip)
    {
        var needed = new Rows((_text.Length - skip + RowLength - 1) / RowLength, IsShort(skip));
        var decimals = GroupsOf(ValueKind.Number, ValueKind.Digits);
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
            horodates[i] = (ushort)(_marks[timed[i]].Start + _marks[timed[i]].NameLength + 1);
        }

        var batch = 2 * _size / Window;
        var hex = GroupsOf(ValueKind.Hex, ValueKind.Hex);
        var windows = new ushort[CanPick ? 0 : Math.Max(LeastNumbers, RoundUp(decimals.Count, batch))];
        var decimalCount = picks?.Count ?? windows.Length;
        var numberCount = FrameValues.FirstNumber + decimalCount + hex.Count;
        var places = new LabelPlaces(
            groups.Places, NumberPlaces(decimals, picks, hex, decimalCount), numberCount,
            TimePlaces(timed), timed.Count);
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
            Special = SpecialGroups.Of(_marks, places),
            Marks = groups.Marks.ToArray(),
            Learned = _text.ToArray(),
            Places = places,
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

    readonly List<int> GroupsOf(ValueKind kind, ValueKind other)
    {
        var groups = new List<int>();
        for (var i = 0; i < _marks.Length; i++)
        {
            var its = LabelForm.Of(_marks[i].Label)!.Kind;
            if (its == kind || its == other)
            {
                groups.Add(i);
            }
        }

        return groups;
    }

    // Decimal numbers come first, in their order or where they are picked; hexadecimal ones behind all of these.
    readonly ushort[] NumberPlaces(
        List<int> decimals, NumberPicks? picks, List<int> hex, int decimalCount)
    {
        var places = new ushort[LabelTable.ByLabel.Length];
        for (var i = 0; i < decimals.Count; i++)
        {
            places[(int)_marks[decimals[i]].Label] = (ushort)((picks?.Places[i] ?? i) + FrameValues.FirstNumber);
        }

        for (var i = 0; i < hex.Count; i++)
        {
            ref readonly var mark = ref _marks[hex[i]];
            places[(int)mark.Label] = IsNoPhaseMissing(mark, _text)
                ? FrameValues.Zero
                : (ushort)(decimalCount + i + FrameValues.FirstNumber);
        }

        return places;
    }

    static int RoundUp(int count, int batch) => (count + batch - 1) / batch * batch;

    readonly List<int> Timed()
    {
        var timed = new List<int>();
        for (var i = 0; i < _marks.Length; i++)
        {
            if (_marks[i].HorodateLength > 0)
            {
                timed.Add(i);
            }
        }

        return timed;
    }

    readonly ushort[] TimePlaces(List<int> timed)
    {
        var places = new ushort[LabelTable.ByLabel.Length];
        for (var i = 0; i < timed.Count; i++)
        {
            places[(int)_marks[timed[i]].Label] = (ushort)(i + 1);
        }

        return places;
    }

    /// <summary>
    /// What a meter does not change for years is fixed in its layout: the option of its tariff, its status word, and that
    /// no phase is missing.
    /// </summary>
    static bool IsFixed(in GroupMark mark, ReadOnlySpan<byte> text) =>
        mark.Label is TicLabel.OPTARIF or TicLabel.MOTDETAT || IsNoPhaseMissing(mark, text);

    static bool IsNoPhaseMissing(in GroupMark mark, ReadOnlySpan<byte> text) =>
        mark.Label == TicLabel.PPOT && text.Slice(mark.Start + mark.DataStart, mark.DataLength).SequenceEqual("00"u8);

    /// <summary>Every byte as it is, but for data, horodates and checksums.</summary>
    static ByteRange[] RangesOf(ReadOnlySpan<byte> text, ReadOnlySpan<GroupMark> marks)
    {
        var ranges = new ByteRange[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            ranges[i] = ByteRange.Only(text[i]);
        }

        foreach (ref readonly var mark in marks)
        {
            var form = LabelForm.Of(mark.Label)!;
            if (mark.HorodateLength > 0)
            {
                ByteRange.OfHorodate(form.Horodate).CopyTo(ranges.AsSpan(mark.Start + mark.NameLength + 1));
            }

            var data = ranges.AsSpan(mark.Start + mark.DataStart, mark.DataLength);
            for (var i = 0; i < data.Length && !IsFixed(mark, text); i++)
            {
                data[i] = ByteRange.OfData(form, i);
            }

            ranges[mark.Start + mark.Length - 1] = ByteRange.Checksum;
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
        foreach (ref readonly var mark in _marks)
        {
            var checksum = mark.Start + mark.Length - 1;
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
        foreach (ref readonly var mark in _marks)
        {
            if (mark.Start + mark.DataStart + mark.DataLength < Window)
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
            ref readonly var mark = ref _marks[decimals[i]];
            var place = InBatch(i);
            windows[place] = (ushort)(mark.Start + mark.DataStart + mark.DataLength - Window);
            digits.Slice(place * Window + Window - mark.DataLength, mark.DataLength).Fill(0x0F);
        }
    }

    readonly NumberPicks? Picks(List<int> decimals, int skip, Rows rows)
    {
        var digits = new (int Start, int Length)[decimals.Count];
        for (var i = 0; i < digits.Length; i++)
        {
            ref readonly var mark = ref _marks[decimals[i]];
            digits[i] = (mark.Start + mark.DataStart - skip, mark.DataLength);
        }

        return NumberPicks.Of(digits, _size, rows.Count, rows.IsShort);
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
    readonly int InBatch(int place)
    {
        var half = _size / Window;
        var within = place % (2 * half);
        return place - within + within / 2 + within % 2 * half;
    }

    readonly void SetRanges(int skip, Rows rows, Span<byte> constants)
    {
        for (var i = 0; i < rows.Count * RowLength; i++)
        {
            var range = i + skip < _text.Length ? _ranges[i + skip] : ByteRange.Any;
            var at = i / RowLength * RowConstants + i % RowLength / _size * 3 * _size + i % _size;
            constants[at] = range.Least;
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
                var place = row * RowConstants + 3 * FrameLayout.BlocksInRow * _size + lane % (_size / Lane) * Lane + inLane;
                constants[place] = (byte)(sum & 0x3F);
                constants[place + _size] = 0x3F;
            }
        }
    }

    /// <summary>How many rows of blocks there are, and whether the only one is a short one.</summary>
    readonly record struct Rows(int Count, bool IsShort);
}
