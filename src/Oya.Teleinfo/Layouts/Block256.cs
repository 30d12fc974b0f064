using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Oya.Teleinfo;

/// <summary>A block of 32 bytes, for machines with AVX2.</summary>
readonly struct Block256(Vector256<byte> value) : IBlock<Block256>
{
    readonly Vector256<byte> _value = value;

    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    public static int Size => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Load(ref readonly byte source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 LoadWindows(ref readonly byte source, ref readonly ushort offsets)
    {
        var first = Vector128.LoadUnsafe(in source, offsets);
        var second = Vector128.LoadUnsafe(in source, Unsafe.Add(ref Unsafe.AsRef(in offsets), 1));
        return new(first.ToVector256Unsafe().WithUpper(second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GetBits(byte value, ref readonly byte source, nuint offset)
    {
        var searched = Vector256.Create(value);
        ulong high = Vector256.Equals(Vector256.LoadUnsafe(in source, offset + 32), searched).ExtractMostSignificantBits();
        return high << 32
            | Vector256.Equals(Vector256.LoadUnsafe(in source, offset), searched).ExtractMostSignificantBits();
    }

    public static bool CanPick => false;

    // No instruction permutes the bytes of two vectors; LayoutCheck loads each window from memory instead.
    public static Block256 Pick(Block256 first, Block256 second, ref readonly byte offsets, nuint at) =>
        throw new NotSupportedException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Exceeding(Block256 bytes, ref readonly byte limits, nuint at) =>
        new(Vector256.SubtractSaturate(bytes._value, Vector256.LoadUnsafe(in limits, at)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 operator &(Block256 left, Block256 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 operator -(Block256 left, Block256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 operator ^(Block256 left, Block256 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 operator |(Block256 left, Block256 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 operator +(Block256 left, Block256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 LaneSums(Block256 bytes, ref readonly byte turns, nuint at) =>
        new(Avx2.SumAbsoluteDifferences(bytes._value, Vector256.LoadUnsafe(in turns, at)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Push(Block256 lanes, Block256 lowest) => new(
        (lanes._value.AsUInt64() << 8 | lowest._value.AsUInt64() & Vector256.Create(0xFFUL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Down(Block256 lanes, int bits) => new((lanes._value.AsUInt64() >> bits).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 SumUpLanes(Block256 lanes)
    {
        var sums = lanes._value;
        // Shuffle gives 0 for an index that is out of range: the lanes move up, and zeros follow them.
        sums += Vector256.Shuffle(sums.AsUInt64(), Vector256.Create(99UL, 0, 1, 2)).AsByte();
        return new(sums + Vector256.Shuffle(sums.AsUInt64(), Vector256.Create(99UL, 99, 0, 1)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 LastLane(Block256 lanes) => new(
        Vector256.Shuffle(lanes._value.AsUInt64(), Vector256.Create(3UL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Block256 bytes) => bytes._value == Vector256<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Numbers(Block256 left, Block256 right, Block256 pairWeights, Block256 fourWeights)
    {
        var tens = Vector256.Create((short)0x010A).AsSByte();
        var pairs = pairWeights._value.AsInt16();
        var fours = Avx2.PackUnsignedSaturate(
            Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(left._value, tens), pairs),
            Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(right._value, tens), pairs));
        var eights = Avx2.MultiplyAddAdjacent(fours.AsInt16(), fourWeights._value.AsInt16()).AsUInt32();
        var high = Avx2.Multiply(eights, Vector256.Create(100_000_000u));
        return new((high + (eights.AsUInt64() >> 32)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Dates(Block256 left, Block256 right) => new(Avx2.UnpackLow(
        Avx2.ShiftRightLogical128BitLane(left._value, 3).AsUInt64(),
        Avx2.ShiftRightLogical128BitLane(right._value, 3).AsUInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LookUp(KnownDays days, Block256 dates, out Block256 texts, out Block256 starts)
    {
        // Each lane loads the text and the start of its day together. On Zen 5, loading the two separately costs some 3
        // % of a frame more, and a gather costs even more.
        ref readonly var pairs = ref days.FirstPair;
        var offsets = (dates._value.AsInt64() >>> KnownDays.OffsetShift - 1) & Vector256.Create(2 * (KnownDays.Offsets - 1L));
        Vector128<long> low = offsets.GetLower(), high = offsets.GetUpper();
        var even = Vector128.LoadUnsafe(in pairs, (nuint)low[0]).ToVector256Unsafe()
            .WithUpper(Vector128.LoadUnsafe(in pairs, (nuint)high[0]));
        var odd = Vector128.LoadUnsafe(in pairs, (nuint)low[1]).ToVector256Unsafe()
            .WithUpper(Vector128.LoadUnsafe(in pairs, (nuint)high[1]));
        texts = new(Avx2.UnpackLow(even, odd).AsByte());
        starts = new(Avx2.UnpackHigh(even, odd).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 AddNumbers(Block256 left, Block256 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block256 Every(long number) => new(Vector256.Create(number).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block256 numbers, ref long destination, nuint offset) =>
        numbers._value.AsInt64().StoreUnsafe(ref destination, offset);
}
