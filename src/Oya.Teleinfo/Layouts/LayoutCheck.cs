using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Verifies a frame against a layout: every byte, every checksum, every value. Reads its values at the same time.
/// </summary>
/// <remarks>
/// <para><b>Ranges.</b> The check subtracts the minimum of each position from its byte. The remainder must not exceed
/// the span of the position. A fixed byte must leave 0.</para>
/// <para><b>Checksums.</b> The remainders are added up from the start of the frame; a checksum adds 63 less its
/// remainder. A group with a valid checksum adds the same, modulo 64, as that group of the learned frame. So the sum at
/// the end of each group is known in advance (<see cref="Unequal"/>, <see cref="LayoutBuilder"/>).</para>
/// <para><b>Numbers.</b> A number is made from a window of sixteen digits, many windows at a time. The remainder of a
/// digit is its value. Where the machine can permute the bytes of two blocks, the windows are picked from the
/// remainders while these are in registers (<see cref="NumberPicks"/>). On other machines the check loads the window
/// that ends with the number. A time of day is loaded in the same way and has other weights; its day comes from
/// <see cref="KnownDays"/>.</para>
/// <para><b>Branches.</b> Frames of many kinds come mixed, so a loop that runs longer for one kind than for another is
/// mispredicted. The check therefore takes blocks seven at a time (five in a short frame) and numbers sixteen or more
/// at a time, also where a frame has fewer. When the frame does not pass, its values remain in the arrays,
/// unused.</para>
/// </remarks>
static class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    /// <summary>
    /// True when the frame is valid and has the layout; <paramref name="values"/> then holds its values.
    /// </summary>
    /// <param name="layout">A layout for blocks of this size.</param>
    /// <param name="text">The first byte after STX. At least <see cref="FrameLayout.Reach"/> bytes can be read.</param>
    /// <param name="values">
    /// Receives the number of each group, and its instant if it has a horodate. It has room for the layout.
    /// </param>
    /// <param name="isShortest">
    /// True to check only the blocks of a <see cref="FrameLayout.IsShortest"/> layout, which this one must then be.
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
            var first = AddBlock(0, in at, in row, ref outside, ref total, ref lanes);
            var second = AddBlock(1, in at, in row, ref outside, ref total, ref lanes);
            var third = AddBlock(2, in at, in row, ref outside, ref total, ref lanes);
            if (TBlock.CanPick)
            {
                PickNumbers(1, first, second, third, in row, ref numbers);
            }

            if (isShortest)
            {
                // Two empty blocks: the expected sums are those of a row of five.
                lanes = TBlock.Push(TBlock.Push(lanes, default), default);
                break;
            }

            var fourth = AddBlock(3, in at, in row, ref outside, ref total, ref lanes);
            var fifth = AddBlock(4, in at, in row, ref outside, ref total, ref lanes);
            if (TBlock.CanPick)
            {
                PickNumbers(3, third, fourth, fifth, in row, ref numbers);
            }

            if (layout.IsShort)
            {
                break;
            }

            var sixth = AddBlock(5, in at, in row, ref outside, ref total, ref lanes);
            var seventh = AddBlock(6, in at, in row, ref outside, ref total, ref lanes);
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

        // The sums of the last row have a long latency. The numbers and times are read meanwhile.
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

    /// <summary>
    /// The offset of the first wrong byte of a frame that did not pass: a byte out of its range, or the checksum of
    /// a group whose sum is wrong. -1 when the frame has neither.
    /// </summary>
    /// <param name="layout">A layout for blocks of this size.</param>
    /// <param name="text">The first byte after STX. At least <see cref="FrameLayout.Reach"/> bytes can be read.</param>
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
                AddBlock(block, in at, in row, ref outside, ref total, ref lanes);
                if (wrong < 0 && GetFirst(outside, bytes) is >= 0 and var offset)
                {
                    wrong = start + block * TBlock.Size + offset;
                }
            }

            if (GetFirst(Unequal(lanes, in row), bytes) >= 0)
            {
                // A byte out of its range in the same lane also makes the sum wrong, and may belong to the next
                // group.
                var lane = start + FirstLane(bytes, blocks) * sizeof(long);
                wrong = wrong < 0 || wrong >= lane + sizeof(long) ? layout.ChecksumIn(lane) : wrong;
            }

            at = ref Unsafe.Add(ref at, FrameLayout.BlocksInRow * TBlock.Size);
            row = ref Unsafe.Add(ref row, RowLength);
            start += FrameLayout.BlocksInRow * TBlock.Size;
        }

        return wrong;
    }

    // Stores a block into the bytes, and returns the offset of the first one that is not zero, or -1.
    static int GetFirst(TBlock block, Span<byte> bytes)
    {
        if (TBlock.IsZero(block))
        {
            return -1;
        }

        TBlock.Store(block, ref MemoryMarshal.Cast<byte, long>(bytes)[0], 0);
        return bytes.IndexOfAnyExcept((byte)0);
    }

    // The first wrong lane of a row, in the order of the frame. The bytes hold the lanes as they were pushed: in
    // each lane, the last block is the lowest byte.
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

    static int RowLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FrameLayout.RowConstants(TBlock.CanPick) * TBlock.Size;
    }

    /// <summary>
    /// Reads two picks: the numbers in the first and second block, and those in the second and third.
    /// </summary>
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
    static TBlock AddBlock(
        int block, ref readonly byte at, ref readonly byte row, ref TBlock outside, ref TBlock total, ref TBlock lanes)
    {
        // Each offset is relative to the start of the row, so it is a constant of the instruction.
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
    /// Compares the sums of a row with the expected ones; zero when they are equal.
    /// </summary>
    /// <remarks>
    /// Each lane keeps a running total over the blocks, of one byte. After each block these bytes are pushed into the
    /// lanes: the lowest byte of a lane belongs to the last block of the row, and the highest one to the block before
    /// the row. The prefix sum over the lanes gives, for each block, the total of the lanes up to this one. The lanes
    /// after it still lack: their totals are those of the block before, which is one byte higher. Both together are the
    /// sum of the frame up to the end of each lane.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock Unequal(TBlock lanes, ref readonly byte row)
    {
        var sums = TBlock.SumUpLanes(lanes);
        var after = TBlock.LastLane(sums) - sums;
        var expected = (nuint)(3 * FrameLayout.BlocksInRow * TBlock.Size);
        return ((sums + TBlock.Down(after, 8)) ^ TBlock.Load(in row, expected))
            & TBlock.Load(in row, expected + (nuint)TBlock.Size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ReadNumbers(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        var windows = layout.NumberWindows;
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(windows);
        ref var digits = ref Unsafe.Add(ref layout.Constants.First, layout.DigitsStart);
        ref var numbers = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(values.Numbers), FrameValues.FirstNumber);
        var weights = Weights<TBlock>.Decimal;
        int half = TBlock.Size / 16;
        for (var left = windows.Length; left > 0; left -= 2 * half)
        {
            var first = TBlock.LoadWindows(in text, in offsets) & TBlock.Load(in digits, 0);
            var second = TBlock.LoadWindows(in text, in Unsafe.Add(ref offsets, half))
                & TBlock.Load(in digits, (uint)TBlock.Size);
            TBlock.Store(TBlock.Numbers(first, second, weights.OfPairs, weights.OfFours), ref numbers, 0);
            offsets = ref Unsafe.Add(ref offsets, 2 * half);
            digits = ref Unsafe.Add(ref digits, 2 * TBlock.Size);
            numbers = ref Unsafe.Add(ref numbers, 2 * half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TBlock ReadTimes(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        // Added to the seconds of a day, ToMidnight sets the bit Midnight from 24:00:00 on.
        const long Midnight = 1 << 17, ToMidnight = Midnight - 86_400;
        var windows = layout.TimeWindows;
        ref var window = ref MemoryMarshal.GetArrayDataReference(windows);
        ref var times = ref MemoryMarshal.GetArrayDataReference(values.Times);
        var weights = Weights<TBlock>.TimeOfDay;
        int half = TBlock.Size / 16;
        TBlock wrong = default;
        for (nuint offset = 0; offset < (uint)windows.Length; offset += 2 * (uint)half)
        {
            ref var offsets = ref Unsafe.Add(ref window, offset);
            var left = TBlock.LoadWindows(in text, in offsets);
            var right = TBlock.LoadWindows(in text, in Unsafe.Add(ref offsets, half));
            var days = TBlock.Dates(left, right) & TBlock.Every(KnownDays.Mask);
            var digits = weights.Digits;
            var seconds = TBlock.Numbers(left & digits, right & digits, weights.OfPairs, weights.OfFours);
            TBlock.LookUp(values.Days, days, out var known, out var starts);
            wrong |= known ^ days;
            wrong |= TBlock.AddNumbers(seconds, TBlock.Every(ToMidnight)) & TBlock.Every(Midnight);
            TBlock.Store(TBlock.AddNumbers(starts, seconds), ref times, offset);
        }

        return wrong;
    }

    /// <summary>
    /// Reads the horodates one by one. Called when one of them has a day that is not among the recent ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool TimesPass(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        for (var i = 0; i < layout.Timed.Length; i++)
        {
            ref readonly var first = ref Unsafe.Add(ref Unsafe.AsRef(in text), layout.Timed[i]);
            if (!values.Days.Read(MemoryMarshal.CreateReadOnlySpan(in first, Horodate.Length), out values.Times[i]))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool SpecialsPass(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        var special = layout.Special;
        if (special.Codes.Characters != 0 && !CodesPass(special.Codes, in text, values))
        {
            return false;
        }

        return special.AreCodesOnly || OthersPass(special, in text, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool OthersPass(SpecialGroups special, ref readonly byte text, FrameValues values)
    {
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(values.Numbers);
        ref var first = ref Unsafe.AsRef(in text);
        foreach (ref readonly var group in special.Hex.AsSpan())
        {
            // The bytes before the data count as zeros.
            const ulong zeros = 0x3030_3030_3030_3030;
            var ending = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, group.Start));
            var characters = (ending & group.Characters) | (zeros & ~group.Characters);
            if (!HexNumber.TryRead(characters, out Unsafe.Add(ref numbers, group.Offset)))
            {
                return false;
            }
        }

        foreach (var start in special.Profiles)
        {
            var data = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, start), DayProfile.Length);
            ref var known = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(values.Profiles), KnownProfile.GetOffset(in data[0]));
            if (!known.Is(data) && !known.Read(data))
            {
                return false;
            }
        }

        return Unsafe.Add(ref numbers, special.Relays) <= byte.MaxValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool CodesPass(CodeGroups groups, ref readonly byte text, FrameValues values)
    {
        ref var first = ref Unsafe.AsRef(in text);
        ulong period = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, groups.Period));
        ulong tomorrow = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, groups.Tomorrow));
        var codes = (period | tomorrow << 32) & groups.Characters;
        ref var known = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values.Codes), KnownCodes.GetOffset(codes));
        return known.Are(codes) || known.Read(codes);
    }
}
