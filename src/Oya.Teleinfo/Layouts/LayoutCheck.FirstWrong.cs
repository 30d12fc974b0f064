using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

// Where a frame that did not pass is wrong.
static partial class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    /// <summary>
    /// Of a frame that did not pass the first byte that is wrong: one out of its range, or the checksum of a group
    /// whose sum is not right. -1 when it is neither.
    /// </summary>
    /// <param name="layout">For blocks of this size.</param>
    /// <param name="text">
    /// The first byte after STX, of at least <see cref="FrameLayout.Reach"/> that can be read.
    /// </param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FirstWrong(FrameLayout layout, ref readonly byte text)
    {
        ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in text), layout.Skip);
        ref var row = ref layout.Constants.First;
        TBlock total = default, lanes = default;
        var blocks = layout.IsShort ? FrameLayout.BlocksInShortRow : FrameLayout.BlocksInRow;
        Span<byte> bytes = stackalloc byte[TBlock.Size];
        var (wrong, start) = (-1, layout.Skip);
        for (var left = layout.RowCount; left > 0 && wrong < 0; left--)
        {
            for (var block = 0; block < blocks; block++)
            {
                TBlock outside = default;
                Take(block, in at, in row, ref outside, ref total, ref lanes);
                if (wrong < 0 && GetFirst(outside, bytes) is >= 0 and var offset)
                {
                    wrong = start + block * TBlock.Size + offset;
                }
            }

            if (GetFirst(Unequal(lanes, in row), bytes) >= 0)
            {
                // A byte that is out of its range in the same lane makes the sum wrong, and may be of the next group.
                var lane = start + FirstLane(bytes, blocks) * sizeof(long);
                wrong = wrong < 0 || wrong >= lane + sizeof(long) ? layout.ChecksumIn(lane) : wrong;
            }

            at = ref Unsafe.Add(ref at, FrameLayout.BlocksInRow * TBlock.Size);
            row = ref Unsafe.Add(ref row, RowLength);
            start += FrameLayout.BlocksInRow * TBlock.Size;
        }

        return wrong;
    }

    // Of a block that is put into these bytes the first that is not zero, or -1.
    static int GetFirst(TBlock block, Span<byte> bytes)
    {
        if (TBlock.IsZero(block))
        {
            return -1;
        }

        TBlock.Store(block, ref MemoryMarshal.Cast<byte, long>(bytes)[0], 0);
        return bytes.IndexOfAnyExcept((byte)0);
    }

    // Of the lanes of a row, pushed together with the last block lowest, the first in the order of the frame that is
    // wrong.
    static int FirstLane(ReadOnlySpan<byte> bytes, int blocks)
    {
        var lanes = TBlock.Size / sizeof(long);
        var lane = 0;
        while (bytes[lane % lanes * sizeof(long) + blocks - 1 - lane / lanes] == 0)
        {
            lane++;
        }

        return lane;
    }
}
