using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Whether a frame is one of a layout with every byte, value and checksum right; and its values.
/// </summary>
/// <remarks>
/// <para><b>Ranges.</b> Of each byte the least that its place can be is taken off; what is left must be within the span of
/// the place. A fixed byte leaves 0, or is caught here.</para>
/// <para><b>Checksums.</b> What is left is summed by lanes of eight bytes, and the lanes are summed up from the beginning of
/// the frame. A group's checksum stands in that sum with its sign turned, so that a group with the right one adds the
/// same as that of the learned frame, modulo 64: the sum up to the end of each group is known beforehand. Eight blocks
/// are summed up at once: the sums of their lanes, a byte each, are pushed together into one block, which is summed up
/// across its lanes (bytes of one block) and within them (blocks).</para>
/// <para><b>Numbers.</b> Each is taken from a window of sixteen bytes that ends with it, many windows at a time; a time of
/// the day likewise, by other weights. Its day is mostly that of the frame before.</para>
/// </remarks>
static class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    const long SecondsInDay = 86_400;

    /// <param name="layout">For blocks of this size.</param>
    /// <param name="text">The first byte after STX, of at least <see cref="FrameLayout.Reach"/> that can be read.</param>
    /// <param name="values">
    /// Receives the number of each group, and its instant if it has a horodate; with room for the layout.
    /// </param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Passes(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        if (!BytesPass(layout, in text))
        {
            return false;
        }

        // What a vector stored can be read one by one only after a while: so the times are looked at last.
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(values.Numbers);
        ReadNumbers(layout, in text, ref numbers);
        return SpecialsPass(layout, in text, values) && TimesPass(layout, in text, in numbers, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool BytesPass(FrameLayout layout, ref readonly byte text)
    {
        var size = (nuint)TBlock.Size;
        ref var flips = ref layout.Constants.First;
        ref readonly var least = ref Unsafe.Add(ref flips, size);
        ref readonly var limits = ref Unsafe.Add(ref flips, 2 * size);
        ref var sums = ref Unsafe.Add(ref flips, layout.SumsStart);
        ref readonly var isSum = ref Unsafe.Add(ref sums, size);
        TBlock outside = default, unequal = default, carry = default;
        nuint at = (uint)layout.Skip, range = 0, sum = 0;
        var left = layout.BlockCount;
        while (left > 0)
        {
            var inRow = Math.Min(left, FrameLayout.BlocksInRow);
            left -= inRow;
            TBlock lanes = default;
            for (inRow -= left == 0 ? 1 : 0; inRow > 0; inRow--)
            {
                Ahead.Fetch(in text, at);
                var above = TBlock.LoadAbove(in text, at, in flips, in least, range);
                outside = TBlock.Exceed(outside, above, in limits, range);
                lanes = TBlock.Push(lanes, TBlock.LaneSums(above));
                at += size;
                range += 3 * size;
            }

            if (left == 0)
            {
                Ahead.Fetch(in text, at);
                var above = TBlock.LoadAbove(in text, at, in flips, in least, range);
                outside = TBlock.Exceed(outside, above, in limits, range);
                // What is behind the frame counts for nothing.
                above &= TBlock.Load(in limits, range + size);
                lanes = TBlock.Push(lanes, TBlock.LaneSums(above));
            }

            // Across the lanes of each block, then from block to block: the first is in the highest byte.
            lanes = TBlock.SumUpLanes(lanes);
            var blocks = TBlock.LastLane(lanes);
            blocks += TBlock.Down(blocks, 8);
            blocks += TBlock.Down(blocks, 16);
            blocks += TBlock.Down(blocks, 32);
            unequal = TBlock.Differ(unequal, lanes + TBlock.Down(blocks, 8) + carry, in sums, in isSum, sum);
            if (left > 0)
            {
                carry += TBlock.LowestByte(blocks);
                sum += 2 * size;
            }
        }

        return TBlock.IsZero(outside | unequal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ReadNumbers(FrameLayout layout, ref readonly byte text, ref long values)
    {
        ReadWindows(
            layout, in text, ref values, layout.NumberWindows, layout.Windows.Length, Weights<TBlock>.TimeOfDay);
        ReadWindows(layout, in text, ref values, 0, layout.NumberWindows, Weights<TBlock>.Decimal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ReadWindows(
        FrameLayout layout, ref readonly byte text, ref long values, int place, int end, Weights<TBlock> weights)
    {
        ref var windows = ref MemoryMarshal.GetArrayDataReference(layout.Windows);
        ref readonly var digits = ref Unsafe.Add(ref layout.Constants.First, layout.DigitsStart);
        var half = TBlock.Size / 16;
        for (; place < end; place += 2 * half)
        {
            var at = (nuint)(place * 16);
            var left = TBlock.LoadWindows(in text, in Unsafe.Add(ref windows, place), in digits, at);
            var right = TBlock.LoadWindows(in text, in Unsafe.Add(ref windows, place + half), in digits, at + (nuint)TBlock.Size);
            TBlock.Store(TBlock.Numbers(left, right, weights.OfPairs, weights.OfFours), ref values, (nuint)place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TimesPass(FrameLayout layout, ref readonly byte text, ref readonly long numbers, FrameValues values)
    {
        ref readonly var seconds = ref Unsafe.Add(ref Unsafe.AsRef(in numbers), layout.NumberWindows);
        ref var times = ref MemoryMarshal.GetArrayDataReference(values.Times);
        ref var days = ref MemoryMarshal.GetArrayDataReference(values.Days);
        var timed = layout.Timed;
        // Gets its sign from what is no time of a day.
        long sign = 0;
        for (var i = 0; i < timed.Length; i++)
        {
            var (place, start) = timed[i];
            ref readonly var horodate = ref Unsafe.Add(ref Unsafe.AsRef(in text), start);
            ref var day = ref Unsafe.Add(ref days, KnownDay.PlaceOf(in horodate));
            if (!day.Is(in horodate) && !day.Read(in horodate))
            {
                return false;
            }

            var time = Unsafe.Add(ref Unsafe.AsRef(in seconds), i);
            sign |= SecondsInDay - 1 - time;
            Unsafe.Add(ref times, place) = day.Start + time;
        }

        return sign >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool SpecialsPass(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        var special = layout.Special;
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(values.Numbers);
        ref var first = ref Unsafe.AsRef(in text);
        foreach (ref readonly var group in special.Words.AsSpan())
        {
            var word = KnownWord.Of(ref Unsafe.Add(ref first, group.Start), group);
            ref var known = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(values.Words), KnownWord.PlaceOf(word));
            if (!known.Is(word) && !known.Read(word, group.Length))
            {
                return false;
            }
        }

        foreach (ref readonly var group in special.Hex.AsSpan())
        {
            if (!HexPasses(ref Unsafe.Add(ref first, group.Start), group.Length, ref Unsafe.Add(ref numbers, group.Place)))
            {
                return false;
            }
        }

        foreach (var start in special.Profiles)
        {
            var data = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, start), DayProfile.Length);
            ref var known = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(values.Profiles), KnownProfile.PlaceOf(in data[0]));
            if (!known.Is(data) && !known.Read(data))
            {
                return false;
            }
        }

        return special.Relays < 0 || Unsafe.Add(ref numbers, special.Relays) <= byte.MaxValue;
    }

    static bool HexPasses(ref readonly byte data, int length, ref long number)
    {
        if (length == sizeof(ulong))
        {
            return HexNumber.TryRead(Unsafe.ReadUnaligned<ulong>(in data), out number);
        }

        var isHex = AsciiDigits.TryParseHex(MemoryMarshal.CreateReadOnlySpan(in data, length), out var bits);
        number = bits;
        return isHex;
    }
}
