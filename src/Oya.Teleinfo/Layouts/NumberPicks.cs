namespace Oya.Teleinfo;

/// <summary>
/// From which bytes of its blocks the numbers of a frame are put together, and where they come out: each as a window of
/// sixteen digits, with zeros before its own.
/// </summary>
/// <remarks>
/// A <i>pick</i> is a block of windows, of numbers that are in two blocks side by side or in one of them. Of a row the
/// first pick is of its first two blocks, the next one of the second and the third, and so on; the last but one is of the
/// last block of the row before and the first one; the last is of nothing, so that they are even. A short row has all but
/// those two.
/// </remarks>
sealed class NumberPicks
{
    const int Window = 16;

    readonly (int Start, int Length)[] _digits;
    readonly int[] _offsets;
    readonly int _size;

    NumberPicks((int Start, int Length)[] digits, int size, int picks)
    {
        _digits = digits;
        _size = size;
        Count = picks * PerPick;
        _offsets = new int[digits.Length];
        Array.Fill(_offsets, -1);
    }

    /// <summary>Places that numbers can come out at.</summary>
    public int Count { get; }

    /// <summary>The place of each number.</summary>
    public IReadOnlyList<int> Offsets => _offsets;

    /// <summary>All come out of the picks that the shortest rows have.</summary>
    public bool FitShortestRow =>
        Array.TrueForAll(_offsets, offset => offset < (FrameLayout.BlocksInShortestRow - 1) * PerPick);

    int PerPick => _size / Window;

    /// <summary>Those of some numbers; null when there are too many of them too near to each other.</summary>
    /// <param name="digits">Of each number the first digit, from the beginning of the first block, and how many.</param>
    /// <param name="size">Bytes in a block.</param>
    /// <param name="rows">Rows of the frame.</param>
    /// <param name="isShort">The only row is short.</param>
    public static NumberPicks? Create((int Start, int Length)[] digits, int size, int rows, bool isShort)
    {
        var picks = isShort ? FrameLayout.BlocksInShortRow - 1 : rows * FrameLayout.PicksInRow;
        var its = new NumberPicks(digits, size, picks);
        var blocks = isShort ? FrameLayout.BlocksInShortRow : rows * FrameLayout.BlocksInRow;
        for (var block = isShort ? 1 : 0; block < blocks; block++)
        {
            its.Fill(block);
        }

        return Array.IndexOf(its._offsets, -1) < 0 ? its : null;
    }

    /// <summary>Writes the constants of the picks into those of the rows.</summary>
    public void Write(Span<byte> rows)
    {
        for (var i = 0; i < _digits.Length; i++)
        {
            var (pick, window) = PickAndWindow(_offsets[i]);
            var (row, inRow) = Math.DivRem(pick, FrameLayout.PicksInRow);
            var isOverEdge = inRow == FrameLayout.PicksInRow - 2;
            var second = row * FrameLayout.BlocksInRow + (isOverEdge ? 0 : inRow + 1);
            var start = _digits[i].Start - (second - 1) * _size;
            var length = _digits[i].Length;
            var offsets = rows.Slice(
                (row * FrameLayout.RowConstants(canPick: true) + FrameLayout.RowConstants(canPick: false) + inRow) * _size
                    + window * Window,
                Window);
            // The separator before the digits, or the one behind them: a fixed byte, of which nothing is left.
            offsets.Fill((byte)(start > 0 ? start - 1 : start + length));
            for (var digit = 0; digit < length; digit++)
            {
                offsets[Window - length + digit] = (byte)(start + digit);
            }
        }
    }

    /// <summary>Gives the windows of the pick of a block and the one before it to the numbers that have no later chance.</summary>
    void Fill(int block)
    {
        var (row, inRow) = Math.DivRem(block, FrameLayout.BlocksInRow);
        var pick = row * FrameLayout.PicksInRow + (inRow == 0 ? FrameLayout.PicksInRow - 2 : inRow - 1);
        for (var window = 0; window < PerPick; window++)
        {
            var next = -1;
            for (var i = 0; i < _digits.Length; i++)
            {
                if (_offsets[i] < 0 && FirstBlock(i) >= block - 1 && LastBlock(i) <= block
                    && (next < 0 || FirstBlock(i) < FirstBlock(next)))
                {
                    next = i;
                }
            }

            if (next < 0)
            {
                return;
            }

            _offsets[next] = Offset(pick, window);
        }
    }

    int FirstBlock(int number) => _digits[number].Start / _size;

    int LastBlock(int number) => (_digits[number].Start + _digits[number].Length - 1) / _size;

    // The numbers of two picks come out in turn, one of the first and one of the second.
    int Offset(int pick, int window) => pick / 2 * 2 * PerPick + 2 * window + pick % 2;

    (int Pick, int Window) PickAndWindow(int offset) =>
        (offset / (2 * PerPick) * 2 + offset % 2, offset % (2 * PerPick) / 2);
}
