using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Oya.Teleinfo;

/// <summary>
/// A block of 16 bytes, for any machine with 128-bit vectors. Where the machine has no instruction that sums bytes
/// (SSE2) or that multiplies and adds neighbours (SSSE3, SSE2), portable vector operations do the same.
/// </summary>
readonly struct Block128(Vector128<byte> value) : IBlock<Block128>
{
    readonly Vector128<byte> _value = value;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Size => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Load(ref readonly byte source, nuint offset) =>
        new(Vector128.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 LoadWindows(ref readonly byte source, ref readonly ushort offsets) =>
        new(Vector128.LoadUnsafe(in source, offsets));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GetBits(byte value, ref readonly byte source, nuint offset)
    {
        var searched = Vector128.Create(value);
        ulong bits = 0;
        for (var part = 3; part >= 0; part--)
        {
            var bytes = Vector128.LoadUnsafe(in source, offset + 16 * (uint)part);
            bits = bits << 16 | Vector128.Equals(bytes, searched).ExtractMostSignificantBits();
        }

        return bits;
    }

    public static bool CanPick => false;

    // No instruction permutes the bytes of two vectors; LayoutCheck loads each window from memory instead.
    public static Block128 Pick(Block128 first, Block128 second, ref readonly byte offsets, nuint at) =>
        throw new NotSupportedException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Exceeding(Block128 bytes, ref readonly byte limits, nuint at) =>
        new(Vector128.SubtractSaturate(bytes._value, Vector128.LoadUnsafe(in limits, at)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 operator &(Block128 left, Block128 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 operator -(Block128 left, Block128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 operator ^(Block128 left, Block128 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 operator |(Block128 left, Block128 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 operator +(Block128 left, Block128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 LaneSums(Block128 bytes, ref readonly byte turns, nuint at)
    {
        var turn = Vector128.LoadUnsafe(in turns, at);
        if (Sse2.IsSupported)
        {
            return new(Sse2.SumAbsoluteDifferences(bytes._value, turn).AsByte());
        }

        var sums = (Vector128.Max(bytes._value, turn) - Vector128.Min(bytes._value, turn)).AsUInt64();
        sums = (sums & Vector128.Create(0x00FF_00FF_00FF_00FFUL)) + (sums >> 8 & Vector128.Create(0x00FF_00FF_00FF_00FFUL));
        sums += sums >> 32;
        sums += sums >> 16;
        return new((sums & Vector128.Create(0xFFFFUL)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Push(Block128 lanes, Block128 lowest) => new(
        (lanes._value.AsUInt64() << 8 | lowest._value.AsUInt64() & Vector128.Create(0xFFUL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Down(Block128 lanes, int bits) => new((lanes._value.AsUInt64() >> bits).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 SumUpLanes(Block128 lanes) => new(
        lanes._value + Vector128.Shuffle(lanes._value.AsUInt64(), Vector128.Create(99UL, 0)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 LastLane(Block128 lanes) => new(
        Vector128.Shuffle(lanes._value.AsUInt64(), Vector128.Create(1UL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Block128 bytes) => bytes._value == Vector128<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Numbers(Block128 left, Block128 right, Block128 pairWeights, Block128 fourWeights)
    {
        var fours = Vector128.Narrow(
            Pairs(left._value, pairWeights._value.AsUInt16()), Pairs(right._value, pairWeights._value.AsUInt16()));
        var eights = MultiplyAdd(fours, fourWeights._value.AsUInt16()).AsUInt64();
        var high = (eights & Vector128.Create(0xFFFF_FFFFUL)) * Vector128.Create(100_000_000UL);
        return new((high + (eights >> 32)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Dates(Block128 left, Block128 right) => new(Vector128.Create(
        left._value.AsUInt64()[0] >> 24 | left._value.AsUInt64()[1] << 40,
        right._value.AsUInt64()[0] >> 24 | right._value.AsUInt64()[1] << 40).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LookUp(KnownDays days, Block128 dates, out Block128 texts, out Block128 starts)
    {
        var offsets = dates._value.AsInt64() >>> KnownDays.OffsetShift & Vector128.Create(KnownDays.Offsets - 1L);
        ref var text = ref Unsafe.AsRef(in days.FirstText);
        ref var start = ref Unsafe.AsRef(in days.FirstStart);
        nint first = (nint)offsets[0], second = (nint)offsets[1];
        texts = new(Vector128.Create(Unsafe.Add(ref text, first), Unsafe.Add(ref text, second)).AsByte());
        starts = new(Vector128.Create(Unsafe.Add(ref start, first), Unsafe.Add(ref start, second)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 AddNumbers(Block128 left, Block128 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block128 Every(long number) => new(Vector128.Create(number).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block128 numbers, ref long destination, nuint offset) =>
        numbers._value.AsInt64().StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<uint> Pairs(Vector128<byte> digits, Vector128<ushort> weights)
    {
        if (Ssse3.IsSupported)
        {
            var tens = Vector128.Create((short)0x010A).AsSByte();
            return MultiplyAdd(Ssse3.MultiplyAddAdjacent(digits, tens).AsUInt16(), weights);
        }

        var words = digits.AsUInt16();
        return MultiplyAdd((words & Vector128.Create((ushort)0xFF)) * 10 + (words >> 8), weights);
    }

    /// <summary>Multiplies each word by its weight and adds neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<uint> MultiplyAdd(Vector128<ushort> words, Vector128<ushort> weights)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyAddAdjacent(words.AsInt16(), weights.AsInt16()).AsUInt32();
        }

        Vector128<uint> values = words.AsUInt32(), factors = weights.AsUInt32();
        var low = Vector128.Create(0xFFFFu);
        return (values & low) * (factors & low) + (values >> 16) * (factors >> 16);
    }
}
