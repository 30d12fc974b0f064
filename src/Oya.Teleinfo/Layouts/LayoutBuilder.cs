using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>Builds the <see cref="FrameLayout"/> of a valid frame, for one size of block.</summary>
/// <remarks>
/// <para><b>Ranges.</b> Each byte of the frame gets a <see cref="ByteRange"/>. Labels, separators and line ends are
/// fixed. Data, horodates and checksums have the range of their form.</para>
/// <para><b>Sums.</b> The builder adds up what each byte leaves above its minimum, and keeps the sum at the end of each
/// group. A checksum is the sum of its group modulo 64 (Enedis-NOI-CPT_54E §5.3.6), and it counts backwards. So the sum
/// at the end of a group, modulo 64, depends on the fixed bytes only and is the same in every valid frame of the
/// layout.</para>
/// <para><b>First block.</b> The check knows sums at the ends of lanes (eight bytes) only. The builder moves the first
/// block by up to seven bytes until only fixed bytes follow each checksum in its lane.</para>
/// <para><b>Numbers.</b> Each decimal number gets an index in the output, and either a window of sixteen bytes that
/// ends with it or a place among the picks (<see cref="NumberPicks"/>).</para>
/// <para>A frame that cannot be described so has no layout, and the scalar path reads all frames like it.</para>
/// </remarks>
ref partial struct LayoutBuilder
{
    const int Lane = 8, Window = 16;

    // No frame of historic mode has more. All of them have the same number of windows, so the loop over them is
    // predicted.
    const int MinNumbers = 16;

    // All frames of historic mode are at most this long, except those of three phases and Tempo.
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
    /// A hash (FNV-1a) of the labels, lengths, line ends and fixed data of the groups; 0 when no layout can describe
    /// them.
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

            // Line ends are fixed bytes: the frames of a terminal that turns CR into LF have another layout.
            next = end + 2;
            hash = (hash ^ (ulong)slice.Label) * prime;
            for (var at = 0; at < slice.DataLength && IsFixed(slice, text); at++)
            {
                hash = (hash ^ text[slice.Start + slice.DataStart + at]) * prime;
            }

            hash = (hash ^ (ulong)(slice.Length << 16 | text[slice.Start - 1] << 8 | text[end])) * prime;
        }

        // The groups follow each other without a gap, and ETX follows the last line end. An empty frame (STX, ETX) has
        // no layout: the scalar path emits no frame for it.
        return next == text.Length + 1 && !slices.IsEmpty ? hash : 0;
    }

    /// <param name="text">From the first byte after STX to ETX.</param>
    /// <param name="groups">Its groups: all valid, with known labels, in sequence.</param>
    /// <param name="shape">The hash of these groups: <see cref="GetShape"/>.</param>
    /// <param name="size">Bytes in a block.</param>
    /// <returns>The layout; null when blocks of this size cannot check the frame.</returns>
    public static FrameLayout? Build(ReadOnlySpan<byte> text, GroupList groups, ulong shape, int size)
    {
        var builder = new LayoutBuilder(text, groups.Slices, size);
        return builder.FindFirstBlock() is { } skip && builder.HasRoomForWindows()
            ? builder.Build(groups, shape, skip)
            : null;
    }

    // Many short groups next to each other may have more numbers than their picks can take. More blocks give more
    // picks.
    readonly FrameLayout? Build(GroupList groups, ulong shape, int skip)
    {
        var needed = new Rows((_text.Length - skip + RowLength - 1) / RowLength, IsShort(skip));
        var decimals = GetGroups(ValueKind.Number, ValueKind.Digits);
        Rows[] options = CanPick ? [needed, needed with { IsShort = false }, new(needed.Count + 1, false)] : [needed];
        foreach (var rows in options)
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
        var timed = FindTimed();
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

    // When short and long frames of historic mode are mixed, the branch on the short row is mispredicted. So a short
    // row is used only when it is long enough for the usual frames.
    readonly bool IsShort(int skip) =>
        ShortRowLength >= UsualHistoricLength && _text.Length - skip <= ShortRowLength;

    readonly int ShortRowLength => FrameLayout.BlocksInShortRow * _size;

    readonly int RowLength => FrameLayout.BlocksInRow * _size;

    // As Block512.CanPick says.
    readonly bool CanPick => _size == Block512.Size;

    readonly int RowConstants => FrameLayout.RowConstants(CanPick) * _size;

    readonly List<int> GetGroups(ValueKind kind, ValueKind other)
    {
        var groups = new List<int>();
        for (var i = 0; i < _slices.Length; i++)
        {
            var actual = LabelForm.Find(_slices[i].Label)!.Kind;
            if (actual == kind || actual == other)
            {
                groups.Add(i);
            }
        }

        return groups;
    }

    // Decimal numbers come first, in the order of the groups or of the picks. Hexadecimal numbers follow them.
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

    readonly List<int> FindTimed()
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
    /// True for data that a meter keeps for years: the tariff option, the status word, and a PPOT that says that no
    /// phase is missing. The layout has it as fixed bytes.
    /// </summary>
    static bool IsFixed(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label is TicLabel.OPTARIF or TicLabel.MOTDETAT || IsNoPhaseMissing(slice, text);

    static bool IsNoPhaseMissing(in GroupSlice slice, ReadOnlySpan<byte> text) =>
        slice.Label == TicLabel.PPOT && text.Slice(slice.Start + slice.DataStart, slice.DataLength).SequenceEqual("00"u8);

    /// <summary>The range of each byte: fixed, except for data, horodates and checksums.</summary>
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
    /// The offset at which the blocks begin; null when no offset fits. The bytes that follow a checksum in its lane
    /// must be fixed bytes of the frame, so that the sum at the end of the lane is the sum at the checksum. The bytes
    /// before the first block must be fixed too. Every frame of the specification has such an offset: only PRM, a label
    /// of three letters, can have its data too near to the checksum before it.
    /// </summary>
    readonly int? FindFirstBlock()
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

    /// <summary>The number of rows of blocks, and whether the only row is a short one.</summary>
    readonly record struct Rows(int Count, bool IsShort);
}
