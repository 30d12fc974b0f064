using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Whether a frame is one of a layout with every byte, value and checksum right; and its values.
/// </summary>
/// <remarks>
/// <para><b>Ranges.</b> Of each byte the least that its place can be is taken off; what is left must be within the span of
/// the place. A fixed byte leaves 0, or is caught here.</para>
/// <para><b>Checksums.</b> What is left is added up from the beginning of the frame, but of a checksum what is missing
/// to 63: a group with the right one adds the same as that of the learned frame, modulo 64, so that the sum up to the
/// end of each group is known beforehand. See <see cref="Unequal"/>.</para>
/// <para><b>Numbers.</b> Each is made of a window of sixteen digits, many windows at a time. Where the machine can pick
/// any bytes of two blocks, they are picked from what is left of the blocks, which for digits is their values, while it is
/// at hand (<see cref="NumberPicks"/>); elsewhere a window is loaded that ends with the number. A time of the day is loaded
/// likewise, has other weights, and its day from the days that there were lately.</para>
/// <para>Frames of many kinds come mixed, and what is done more often for one kind than for another is a decision that
/// the processor cannot foresee: so blocks are taken seven at a time (five in a short frame) and numbers by sixteen or
/// more, also where a frame has fewer. What is read of a frame that then turns out not to be one of the layout is left
/// where it is.</para>
/// </remarks>
static partial class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    /// <param name="layout">For blocks of this size.</param>
    /// <param name="text">The first byte after STX, of at least <see cref="FrameLayout.Reach"/> that can be read.</param>
    /// <param name="values">
    /// Receives the number of each group, and its instant if it has a horodate; with room for the layout.
    /// </param>
    /// <param name="isShortest">
    /// To be checked as a <see cref="FrameLayout.IsShortest"/> one, which it then must be.
    /// </param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Passes(FrameLayout layout, ref readonly byte text, FrameValues values, bool isShortest)
    {
        ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in text), layout.Skip);
        ref var row = ref layout.Constants.First;
        ref var numbers = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(values.Numbers), FrameValues.FirstNumber);
        TBlock outside = default, unequal = default, total = default, lanes = default, before = default;
        for (var left = layout.RowCount; ; left--)
        {
            var first = Take(0, in at, in row, ref outside, ref total, ref lanes);
            var second = Take(1, in at, in row, ref outside, ref total, ref lanes);
            var third = Take(2, in at, in row, ref outside, ref total, ref lanes);
            if (TBlock.CanPick)
            {
                PickNumbers(1, first, second, third, in row, ref numbers);
            }

            if (isShortest)
            {
                // The two blocks that are not there.
                lanes = TBlock.Push(TBlock.Push(lanes, default), default);
                break;
            }

            var fourth = Take(3, in at, in row, ref outside, ref total, ref lanes);
            var fifth = Take(4, in at, in row, ref outside, ref total, ref lanes);
            if (TBlock.CanPick)
            {
                PickNumbers(3, third, fourth, fifth, in row, ref numbers);
            }

            if (layout.IsShort)
            {
                break;
            }

            var sixth = Take(5, in at, in row, ref outside, ref total, ref lanes);
            var seventh = Take(6, in at, in row, ref outside, ref total, ref lanes);
            if (TBlock.CanPick)
            {
                PickNumbers(5, fifth, sixth, seventh, in row, ref numbers);
                PickNumbers(7, before, first, default, in row, ref numbers);
                before = seventh;
                numbers = ref Unsafe.Add(ref numbers, FrameLayout.PicksInRow * (TBlock.Size / 16));
            }

            if (left <= 1)
            {
                break;
            }

            unequal |= Unequal(lanes, in row);
            at = ref Unsafe.Add(ref at, FrameLayout.BlocksInRow * TBlock.Size);
            row = ref Unsafe.Add(ref row, RowLength);
        }

        // The sums of the last row take their time, in which all else is done.
        if (!TBlock.CanPick)
        {
            ReadNumbers(layout, in text, values);
        }

        var wrong = ReadTimes(layout, in text, values);
        if (!TBlock.IsZero(outside | unequal | Unequal(lanes, in row)))
        {
            return false;
        }

        return (TBlock.IsZero(wrong) || TimesPass(layout, in text, values)) && SpecialsPass(layout, in text, values);
    }

    static int RowLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FrameLayout.RowConstants(TBlock.CanPick) * TBlock.Size;
    }

    /// <summary>The numbers that are in two blocks, and those that are in the second of them and a third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void PickNumbers(
        int pick, TBlock first, TBlock second, TBlock third, ref readonly byte row, ref long numbers)
    {
        var offsets = (nuint)((FrameLayout.RowConstants(false) + pick - 1) * TBlock.Size);
        var left = TBlock.Pick(first, second, in row, offsets);
        var right = TBlock.Pick(second, third, in row, offsets + (nuint)TBlock.Size);
        var weights = Weights<TBlock>.Decimal;
        TBlock.Store(
            TBlock.Numbers(left, right, weights.OfPairs, weights.OfFours), ref numbers,
            (nuint)((pick - 1) * (TBlock.Size / 16)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock Take(
        int block, ref readonly byte at, ref readonly byte row, ref TBlock outside, ref TBlock total, ref TBlock lanes)
    {
        // Each place from the beginning, so that it becomes part of an instruction.
        nuint size = (nuint)TBlock.Size, bytes = (nuint)block * size, range = 3 * bytes;
        if (bytes % CacheLinePrefetch.Line == 0)
        {
            CacheLinePrefetch.Fetch(in at, bytes);
        }

        var above = TBlock.Load(in at, bytes) - TBlock.Load(in row, range);
        outside |= TBlock.Exceeding(above, in row, range + size);
        total += TBlock.LaneSums(above, in row, range + 2 * size);
        lanes = TBlock.Push(lanes, total);
        return above;
    }

    /// <summary>
    /// Sums of lanes are added to those of the same lane of the blocks before. Of each block that makes a byte a lane, and
    /// the bytes of a row of blocks are pushed together: the last one's is the lowest, and the highest is that of the
    /// block before the row. Added up across the lanes they are, of each block, the sum of all lanes up to each one; the
    /// lanes behind it are still missing, as they were up to the block before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock Unequal(TBlock lanes, ref readonly byte row)
    {
        var sums = TBlock.SumUpLanes(lanes);
        var behind = TBlock.LastLane(sums) - sums;
        var expected = (nuint)(3 * FrameLayout.BlocksInRow * TBlock.Size);
        return ((sums + TBlock.Down(behind, 8)) ^ TBlock.Load(in row, expected))
            & TBlock.Load(in row, expected + (nuint)TBlock.Size);
    }
}
