namespace Oya.Teleinfo;

// The constants of a check, and where the windows of its numbers and times begin.
ref partial struct LayoutBuilder
{
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
                var offset = row * RowConstants + 3 * FrameLayout.BlocksInRow * _size
                    + lane % (_size / Lane) * Lane + inLane;
                constants[offset] = (byte)(sum & 0x3F);
                constants[offset + _size] = 0x3F;
            }
        }
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

    static int RoundUp(int count, int batch) => (count + batch - 1) / batch * batch;
}
