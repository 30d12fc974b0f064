using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Whether a frame is one of a layout with every byte, value and checksum right; and its values.
/// </summary>
/// <remarks>
/// <para><b>Ranges.</b> Of each byte the least that its place can be is taken off; what is left must be within the span of
/// the place. A fixed byte leaves 0, or is caught here.</para>
/// <para><b>Checksums.</b> What is left is added up from the beginning of the frame, but of a checksum what is missing to
/// 63: a group with the right one adds the same as that of the learned frame, modulo 64, so that the sum up to the end
/// of each group is known beforehand. See <see cref="BytesPass"/>.</para>
/// <para><b>Numbers.</b> Each is taken from a window of sixteen bytes that ends with it, many windows at a time; a time of
/// the day likewise, by other weights, and its day from the days that there were lately.</para>
/// <para>Frames of many kinds come mixed, and a loop that ends sooner for one kind than for another is a decision that the
/// processor cannot foresee: so blocks are taken seven at a time, also where a frame has fewer.</para>
/// </remarks>
static class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
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

        ReadNumbers(layout, in text, values);
        return TimesPass(layout, in text, values) && SpecialsPass(layout, in text, values);
    }

    /// <summary>
    /// Sums of lanes are added up to the same lane of the blocks before; of each block that makes one byte a lane, and the
    /// bytes of a row of blocks are pushed together into one: the newest in the lowest byte, and in the highest the block
    /// before the row. Added up across the lanes, that is the sum of all blocks up to a lane; what is missing to the
    /// sum up to there is what the lanes behind it had in the block before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool BytesPass(FrameLayout layout, ref readonly byte text)
    {
        var size = (nuint)TBlock.Size;
        ref readonly var constants = ref layout.Constants.First;
        TBlock outside = default, unequal = default, total = default, lanes = default;
        nuint at = (uint)layout.Skip, row = 0;
        for (var left = layout.RowCount; left > 0; left--)
        {
            Take(in text, at, in constants, row, ref outside, ref total, ref lanes);
            Take(in text, at + size, in constants, row + 3 * size, ref outside, ref total, ref lanes);
            Take(in text, at + 2 * size, in constants, row + 6 * size, ref outside, ref total, ref lanes);
            Take(in text, at + 3 * size, in constants, row + 9 * size, ref outside, ref total, ref lanes);
            Take(in text, at + 4 * size, in constants, row + 12 * size, ref outside, ref total, ref lanes);
            Take(in text, at + 5 * size, in constants, row + 15 * size, ref outside, ref total, ref lanes);
            Take(in text, at + 6 * size, in constants, row + 18 * size, ref outside, ref total, ref lanes);
            var sums = TBlock.SumUpLanes(lanes);
            var behind = TBlock.LastLane(sums) - sums;
            unequal = TBlock.Differ(
                unequal, sums + TBlock.Down(behind, 8), in constants, row + 21 * size, row + 22 * size);
            at += FrameLayout.BlocksInRow * size;
            row += (3 * FrameLayout.BlocksInRow + 2) * size;
        }

        return TBlock.IsZero(outside | unequal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Take(
        ref readonly byte text, nuint at, ref readonly byte constants, nuint range,
        ref TBlock outside, ref TBlock total, ref TBlock lanes)
    {
        var size = (nuint)TBlock.Size;
        Ahead.Fetch(in text, at);
        var above = TBlock.LoadAbove(in text, at, in constants, range);
        outside = TBlock.Exceed(outside, above, in constants, range + size);
        total += TBlock.LaneSums(above, in constants, range + 2 * size);
        lanes = TBlock.Push(lanes, total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ReadNumbers(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        var windows = layout.NumberWindows;
        ref var window = ref MemoryMarshal.GetArrayDataReference(windows);
        ref readonly var digits = ref Unsafe.Add(ref layout.Constants.First, layout.DigitsStart);
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(values.Numbers);
        var weights = Weights<TBlock>.Decimal;
        int half = TBlock.Size / 16;
        for (nuint place = 0; place < (uint)windows.Length; place += 2 * (uint)half)
        {
            ref var offsets = ref Unsafe.Add(ref window, place);
            var left = TBlock.LoadWindows(in text, in offsets) & TBlock.Load(in digits, 16 * place);
            var right = TBlock.LoadWindows(in text, in Unsafe.Add(ref offsets, half))
                & TBlock.Load(in digits, 16 * place + (uint)TBlock.Size);
            TBlock.Store(TBlock.Numbers(left, right, weights.OfPairs, weights.OfFours), ref numbers, place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TimesPass(FrameLayout layout, ref readonly byte text, FrameValues values)
    {
        // Added to a time, the bit is set from 24 hours on.
        const long Midnight = 1 << 17, ToMidnight = Midnight - 86_400;
        var windows = layout.TimeWindows;
        ref var window = ref MemoryMarshal.GetArrayDataReference(windows);
        ref var times = ref MemoryMarshal.GetArrayDataReference(values.Times);
        var weights = Weights<TBlock>.TimeOfDay;
        int half = TBlock.Size / 16;
        TBlock wrong = default;
        for (nuint place = 0; place < (uint)windows.Length; place += 2 * (uint)half)
        {
            ref var offsets = ref Unsafe.Add(ref window, place);
            var left = TBlock.LoadWindows(in text, in offsets);
            var right = TBlock.LoadWindows(in text, in Unsafe.Add(ref offsets, half));
            var days = TBlock.Dates(left, right) & TBlock.Every(KnownDays.Mask);
            var digits = weights.Digits;
            var seconds = TBlock.Numbers(left & digits, right & digits, weights.OfPairs, weights.OfFours);
            var known = TBlock.Down(days, KnownDays.PlaceShift);
            wrong |= TBlock.LookUp(in values.Days.FirstText, known) ^ days;
            wrong |= TBlock.AddNumbers(seconds, TBlock.Every(ToMidnight)) & TBlock.Every(Midnight);
            TBlock.Store(TBlock.AddNumbers(TBlock.LookUp(in values.Days.FirstStart, known), seconds), ref times, place);
        }

        return TBlock.IsZero(wrong) || TimesPassSlowly(layout, in text, values);
    }

    /// <summary>One after the other, when one has a day that was not there lately.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool TimesPassSlowly(FrameLayout layout, ref readonly byte text, FrameValues values)
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
