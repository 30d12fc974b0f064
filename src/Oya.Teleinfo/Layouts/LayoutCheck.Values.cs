using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

// The values of a frame: numbers by windows, times, and what is more than characters in a range.
static partial class LayoutCheck<TBlock>
    where TBlock : struct, IBlock<TBlock>
{
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
        // Added to a time, the bit is set from 24 hours on.
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

    /// <summary>One after the other, when one has a day that was not there lately.</summary>
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
            // What is before it counts as zeros.
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
        ref var known = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(values.Codes), KnownCodes.GetOffset(codes));
        return known.Are(codes) || known.Read(codes);
    }
}
