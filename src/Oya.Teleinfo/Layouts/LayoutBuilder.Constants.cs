namespace Oya.Teleinfo;

/// <content>The constants of a layout: digits, picks, windows, ranges and sums.</content>
ref partial struct LayoutBuilder
{
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

    // Copies of the last horodate fill the last batch: they are valid when the frame is.
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
    /// The index of the window whose number comes out at an index. The numbers of a batch come out alternately from its
    /// first and from its second half (<see cref="IBlock{TSelf}.Numbers"/>).
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
    /// Adds up this frame lane by lane, and writes the sum of each lane that has a checksum. The sums of any valid
    /// frame are the same, because a checksum takes off what the data of its group adds.
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
                // The check pushes the blocks of a row one after another into a lane: the last block is its lowest
                // byte.
                var last = (rows.IsShort ? FrameLayout.BlocksInShortRow : FrameLayout.BlocksInRow) - 1;
                var inLane = last - block % FrameLayout.BlocksInRow;
                var offset = row * RowConstants + 3 * FrameLayout.BlocksInRow * _size + lane % (_size / Lane) * Lane + inLane;
                constants[offset] = (byte)(sum & 0x3F);
                constants[offset + _size] = 0x3F;
            }
        }
    }
}
