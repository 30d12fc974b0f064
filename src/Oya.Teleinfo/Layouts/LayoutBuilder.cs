namespace Oya.Teleinfo;

/// <summary>From an accepted frame to its <see cref="FrameLayout"/>, for blocks of a size.</summary>
ref struct LayoutBuilder
{
    const int Lane = 8, Window = 16;

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

    /// <summary>A number of the labels, lengths and line ends of groups; 0 when a layout cannot say them.</summary>
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
        // What comes behind a checksum in its lane must be fixed, so that the sum at the lane is the sum at the checksum.
        // Only PRM, of three letters, can fail that, for one place in eight: then all blocks begin a byte later.
        var skip = builder.IsSummable(0) ? 0 : 1;
        return builder.IsSummable(skip) && builder.HasRoomForWindows() ? builder.Build(groups, shape, skip) : null;
    }

    readonly FrameLayout? Build(GroupList groups, ulong shape, int skip)
    {
        var blockCount = (_text.Length - skip + _size - 1) / _size;
        var rowCount = (blockCount + FrameLayout.BlocksInRow - 1) / FrameLayout.BlocksInRow;
        var timed = Timed();
        var batch = 2 * _size / Window;
        var decimals = GroupsOf(ValueKind.Number, ValueKind.Digits);
        var hex = GroupsOf(ValueKind.Hex, ValueKind.Hex);
        var numbers = RoundUp(decimals.Count, batch);
        var windows = new ushort[numbers + RoundUp(timed.Length, batch)];
        var valueCount = windows.Length + hex.Count;
        var places = new LabelPlaces(groups.Places, NumberPlaces(decimals, hex, windows.Length), valueCount);
        if (SpecialGroups.Of(_marks, places) is not { } special)
        {
            return null;
        }

        var sumsStart = (3 * blockCount + 1) * _size;
        var digitsStart = sumsStart + 2 * rowCount * _size;
        var constants = new AlignedBytes(digitsStart + windows.Length * Window);
        SetRanges(skip, blockCount, constants.From(0));
        SetSums(skip, blockCount, constants.From(sumsStart));
        SetWindows(windows, constants.From(digitsStart), decimals, numbers, timed);
        return new()
        {
            Length = _text.Length,
            First = _text[0],
            Skip = skip,
            BlockCount = blockCount,
            Reach = skip + blockCount * _size,
            Constants = constants,
            SumsStart = sumsStart,
            DigitsStart = digitsStart,
            Windows = windows,
            NumberWindows = numbers,
            ValueCount = valueCount,
            Timed = timed,
            Special = special,
            Marks = groups.Marks.ToArray(),
            Places = places,
            Mode = groups.Mode,
            Shape = shape,
        };
    }

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

    // Decimal numbers come first, in their order; hexadecimal ones behind all that windows give.
    readonly ushort[] NumberPlaces(List<int> decimals, List<int> hex, int windows)
    {
        var places = new ushort[LabelTable.ByLabel.Length];
        for (var i = 0; i < decimals.Count; i++)
        {
            places[(int)_marks[decimals[i]].Label] = (ushort)(i + 1);
        }

        for (var i = 0; i < hex.Count; i++)
        {
            places[(int)_marks[hex[i]].Label] = (ushort)(windows + i + 1);
        }

        return places;
    }

    static int RoundUp(int count, int batch) => (count + batch - 1) / batch * batch;

    readonly (ushort Place, ushort Start)[] Timed()
    {
        var timed = new List<(ushort, ushort)>();
        for (var i = 0; i < _marks.Length; i++)
        {
            if (_marks[i].HorodateLength > 0)
            {
                timed.Add(((ushort)i, (ushort)(_marks[i].Start + _marks[i].NameLength + 1)));
            }
        }

        return [.. timed];
    }

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
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = ByteRange.OfData(form, i);
            }

            ranges[mark.Start + mark.Length - 1] = ByteRange.Checksum;
        }

        return ranges;
    }

    readonly bool IsSummable(int skip)
    {
        foreach (ref readonly var mark in _marks)
        {
            var checksum = mark.Start + mark.Length - 1;
            for (var at = checksum + 1; (at - skip) % Lane != 0 && at < _text.Length; at++)
            {
                if (!_ranges[at].IsFixed)
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

    // hhmmss.
    const int TimeDigits = 6;

    readonly void SetWindows(
        ushort[] windows, Span<byte> digits, List<int> decimals, int numbers, (ushort Place, ushort Start)[] timed)
    {
        for (var i = 0; i < decimals.Count; i++)
        {
            ref readonly var mark = ref _marks[decimals[i]];
            Set(digits, InBatch(i), mark.Start + mark.DataStart + mark.DataLength, mark.DataLength);
        }

        for (var i = 0; i < timed.Length; i++)
        {
            Set(digits, numbers + InBatch(i), timed[i].Start + Horodate.Length, TimeDigits);
        }

        void Set(Span<byte> digits, int place, int end, int count)
        {
            windows[place] = (ushort)(end - Window);
            digits.Slice(place * Window + Window - count, count).Fill(0x0F);
        }
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

    readonly void SetRanges(int skip, int blockCount, Span<byte> blocks)
    {
        var keep = blocks[(blockCount * 3 * _size)..];
        for (var i = 0; i < blockCount * _size; i++)
        {
            var range = i + skip < _text.Length ? _ranges[i + skip] : ByteRange.Any;
            var at = i / _size * 3 * _size + i % _size;
            blocks[at] = range.Flip;
            blocks[at + _size] = range.Least;
            blocks[at + 2 * _size] = range.Span;
            keep[i % _size] = (byte)(i + skip < _text.Length ? 0xFF : 0);
        }
    }

    /// <summary>
    /// The sums of the frame at hand, lane by lane, kept where a checksum is: those of any right frame are the same,
    /// because a checksum takes back what its group adds.
    /// </summary>
    readonly void SetSums(int skip, int blockCount, Span<byte> sums)
    {
        var sum = 0;
        for (var lane = 0; lane < blockCount * _size / Lane; lane++)
        {
            var isEnd = false;
            for (var at = lane * Lane + skip; at < lane * Lane + Lane + skip && at < _text.Length; at++)
            {
                sum += _ranges[at].Above(_text[at]);
                isEnd |= _ranges[at] == ByteRange.Checksum;
            }

            if (isEnd)
            {
                var block = lane / (_size / Lane);
                var row = block / FrameLayout.BlocksInRow;
                var inRow = Math.Min(FrameLayout.BlocksInRow, blockCount - row * FrameLayout.BlocksInRow);
                // A row is pushed together block by block, so that the first one is in the highest byte of its lanes.
                var place = row * 2 * _size + lane % (_size / Lane) * Lane + inRow - 1 - block % FrameLayout.BlocksInRow;
                sums[place] = (byte)(sum & 0x3F);
                sums[place + _size] = 0x3F;
            }
        }
    }
}
