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
/// <para><b>Numbers.</b> Each is taken from a window of sixteen bytes that ends with it, many windows at a time; a day and
/// a time of the day likewise, by other weights.</para>
/// </remarks>
static class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
    /// <param name="layout">For blocks of this size.</param>
    /// <param name="text">The first byte after STX, of at least <see cref="FrameLayout.Reach"/> that can be read.</param>
    /// <param name="values">Receives the number of each group.</param>
    /// <param name="times">Receives the instant of each group that has a horodate with season, unix seconds.</param>
    public static bool Passes(FrameLayout layout, ref readonly byte text, Span<long> values, Span<long> times)
    {
        if (!BytesPass(layout, in text))
        {
            return false;
        }

        ReadNumbers(layout, in text, values);
        return TimesPass(layout, in text, values, times) && SpecialsPass(layout, in text, values);
    }

    static bool BytesPass(FrameLayout layout, ref readonly byte text)
    {
        ref readonly var ranges = ref MemoryMarshal.GetArrayDataReference(layout.Ranges);
        ref readonly var sums = ref MemoryMarshal.GetArrayDataReference(layout.Sums);
        TBlock outside = default, unequal = default, carry = default;
        nuint at = (uint)layout.Skip, range = 0, sum = 0;
        var size = (nuint)TBlock.Size;
        var last = at + (nuint)(layout.BlockCount - 1) * size;
        for (var left = layout.BlockCount; left > 0; left -= FrameLayout.BlocksInRow)
        {
            TBlock lanes = default;
            for (var inRow = Math.Min(left, FrameLayout.BlocksInRow); inRow > 0; inRow--)
            {
                Ahead.Fetch(in text, at);
                var above = (TBlock.Load(in text, at) ^ TBlock.Load(in ranges, range)) - TBlock.Load(in ranges, range + size);
                outside |= TBlock.Excess(above, TBlock.Load(in ranges, range + 2 * size));
                if (at == last)
                {
                    // What is behind the frame counts for nothing.
                    above &= TBlock.Load(in ranges, range + 3 * size);
                }

                lanes = TBlock.Push(lanes, TBlock.LaneSums(above));
                at += size;
                range += 3 * size;
            }

            // Across the lanes of each block, then from block to block: the first is in the highest byte.
            lanes = TBlock.SumUpLanes(lanes);
            var blocks = TBlock.LastLane(lanes);
            blocks += TBlock.Down(blocks, 8);
            blocks += TBlock.Down(blocks, 16);
            blocks += TBlock.Down(blocks, 32);
            var total = lanes + TBlock.Down(blocks, 8) + carry;
            unequal |= (total ^ TBlock.Load(in sums, sum)) & TBlock.Load(in sums, sum + size);
            carry += TBlock.LowestByte(blocks);
            sum += 2 * size;
        }

        return TBlock.IsZero(outside | unequal);
    }

    static void ReadNumbers(FrameLayout layout, ref readonly byte text, Span<long> values)
    {
        ref var destination = ref MemoryMarshal.GetReference(values);
        var weights = Weights<TBlock>.Decimal;
        var place = 0;
        place = ReadWindows(layout, in text, ref destination, place, layout.NumberWindows, weights);
        if (layout.TimeWindows > 0)
        {
            place = ReadWindows(layout, in text, ref destination, place, layout.TimeWindows, Weights<TBlock>.Day);
            _ = ReadWindows(layout, in text, ref destination, place, layout.TimeWindows, Weights<TBlock>.TimeOfDay);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int ReadWindows(
        FrameLayout layout, ref readonly byte text, ref long destination, int place, int count, Weights<TBlock> weights)
    {
        ref readonly var windows = ref MemoryMarshal.GetArrayDataReference(layout.Windows);
        ref readonly var digits = ref MemoryMarshal.GetArrayDataReference(layout.Digits);
        var half = TBlock.Size / 16;
        for (var end = place + count; place < end; place += 2 * half)
        {
            var left = TBlock.LoadWindows(in text, in Unsafe.Add(ref Unsafe.AsRef(in windows), place));
            var right = TBlock.LoadWindows(in text, in Unsafe.Add(ref Unsafe.AsRef(in windows), place + half));
            var at = (nuint)(place * 16);
            left &= TBlock.Load(in digits, at);
            right &= TBlock.Load(in digits, at + (nuint)TBlock.Size);
            TBlock.Store(TBlock.Numbers(left, right, weights.OfPairs, weights.OfFours), ref destination, (nuint)place);
        }

        return place;
    }

    static bool TimesPass(FrameLayout layout, ref readonly byte text, Span<long> values, Span<long> times)
    {
        var days = values[layout.NumberWindows..];
        var seconds = days[layout.TimeWindows..];
        var timed = layout.Timed;
        var pass = true;
        for (var i = 0; i < timed.Length; i++)
        {
            ref readonly var mark = ref layout.Marks[timed[i]];
            var season = Unsafe.Add(ref Unsafe.AsRef(in text), mark.Start + mark.NameLength + 1) | 0x20;
            // A space is one already: it is fixed where there is no season.
            pass &= season is 'h' or 'e' or ' ';
            pass &= Calendar.TryGetDay((int)days[i], out var day) & seconds[i] < Calendar.SecondsInDay;
            times[timed[i]] = season == ' ' ? 0 : day + seconds[i] - (season == 'e' ? 7200 : 3600);
        }

        return pass;
    }

    static bool SpecialsPass(FrameLayout layout, ref readonly byte text, Span<long> values)
    {
        foreach (var place in layout.Special)
        {
            ref readonly var mark = ref layout.Marks[place];
            var start = mark.Start + mark.DataStart;
            var data = MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in text), start), mark.DataLength);
            if (data.SequenceEqual(layout.Text.AsSpan(start, mark.DataLength)))
            {
                values[place] = layout.Numbers[place];
            }
            else if (LabelTable.ByLabel[(int)mark.Label]!.Read(default, data, out var number, out _))
            {
                values[place] = number;
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
