namespace Oya.Teleinfo;

/// <summary>
/// Plans how <see cref="IBlock{TSelf}.Pick"/> gathers the digits of all numbers of a frame from its blocks, and at
/// which index each number comes out.
/// </summary>
/// <remarks>
/// <para>A number becomes a window of sixteen bytes: its digits at the end, zeros before them. A <i>pick</i> is one
/// block of such windows (four in 64 bytes), permuted from two blocks that follow each other. So a pick can take
/// numbers from either block, and numbers that lie across the border of the two.</para>
/// <para>A row of seven blocks has eight picks. Picks 0 to 5 take blocks 0 and 1, blocks 1 and 2, and so on up to
/// blocks 5 and 6. Pick 6 takes the last block of the row before and block 0. Pick 7 is unused:
/// <see cref="IBlock{TSelf}.Numbers"/> converts picks in pairs. A short row has no picks 6 and 7.</para>
/// <para>The plan assigns numbers greedily, block by block: each pick first takes the numbers that begin earliest,
/// because no later pick can. There is no plan when too many short numbers lie next to each other.</para>
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

    /// <summary>Entries of the output, used and unused.</summary>
    public int Count { get; }

    /// <summary>The output index of each number.</summary>
    public IReadOnlyList<int> Offsets => _offsets;

    /// <summary>True when the picks of the shortest row take all numbers.</summary>
    public bool FitShortestRow =>
        Array.TrueForAll(_offsets, offset => offset < (FrameLayout.BlocksInShortestRow - 1) * PerPick);

    int PerPick => _size / Window;

    /// <summary>Makes the plan; null when too many numbers lie too near to each other.</summary>
    /// <param name="digits">For each number, the offset of its first digit in the blocks, and its length.</param>
    /// <param name="size">Bytes in a block.</param>
    /// <param name="rows">Rows of the frame.</param>
    /// <param name="isShort">The frame has one row, and it is short.</param>
    public static NumberPicks? Create((int Start, int Length)[] digits, int size, int rows, bool isShort)
    {
        var picks = isShort ? FrameLayout.BlocksInShortRow - 1 : rows * FrameLayout.PicksInRow;
        var plan = new NumberPicks(digits, size, picks);
        var blocks = isShort ? FrameLayout.BlocksInShortRow : rows * FrameLayout.BlocksInRow;
        for (var block = isShort ? 1 : 0; block < blocks; block++)
        {
            plan.Fill(block);
        }

        return Array.IndexOf(plan._offsets, -1) < 0 ? plan : null;
    }

    /// <summary>Writes the offsets of the picks into the constants of the rows.</summary>
    public void Write(Span<byte> rows)
    {
        for (var i = 0; i < _digits.Length; i++)
        {
            var (pick, window) = PickAndWindow(_offsets[i]);
            var (row, inRow) = Math.DivRem(pick, FrameLayout.PicksInRow);
            var isAcrossRows = inRow == FrameLayout.PicksInRow - 2;
            var second = row * FrameLayout.BlocksInRow + (isAcrossRows ? 0 : inRow + 1);
            var start = _digits[i].Start - (second - 1) * _size;
            var length = _digits[i].Length;
            var offsets = rows.Slice(
                (row * FrameLayout.RowConstants(canPick: true) + FrameLayout.RowConstants(canPick: false) + inRow) * _size
                    + window * Window,
                Window);
            // The leading zeros: the separator before the digits, or the one after them. It is a fixed byte and leaves
            // 0.
            offsets.Fill((byte)(start > 0 ? start - 1 : start + length));
            for (var digit = 0; digit < length; digit++)
            {
                offsets[Window - length + digit] = (byte)(start + digit);
            }
        }
    }

    /// <summary>
    /// Assigns the windows of the pick that takes a block and the one before it, earliest numbers first.
    /// </summary>
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

    // The numbers of two picks come out alternately, one from the first and one from the second.
    int Offset(int pick, int window) => pick / 2 * 2 * PerPick + 2 * window + pick % 2;

    (int Pick, int Window) PickAndWindow(int offset) =>
        (offset / (2 * PerPick) * 2 + offset % 2, offset % (2 * PerPick) / 2);
}
