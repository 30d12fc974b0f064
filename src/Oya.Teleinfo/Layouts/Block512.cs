using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Oya.Teleinfo;

/// <summary>
/// A block of 64 bytes, for machines with AVX-512 and VBMI (Intel since Ice Lake, AMD since Zen 4).
/// </summary>
/// <remarks>
/// One block is one cache line, and five blocks (320 bytes) hold most frames of historic mode.
/// VBMI has a permutation of the bytes of two vectors (VPERMI2B), so the digits of a frame are picked from the blocks
/// that are already in registers (<see cref="CanPick"/>). The narrower blocks load them from memory a second time.
/// </remarks>
readonly struct Block512(Vector512<byte> value) : IBlock<Block512>
{
    readonly Vector512<byte> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512Vbmi.IsSupported;

    public static int Size => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Load(ref readonly byte source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 LoadWindows(ref readonly byte source, ref readonly ushort offsets)
    {
        // Vector512.Create of two halves spills to the stack; these are one instruction each.
        var windows = Vector128.LoadUnsafe(in source, offsets).ToVector256Unsafe().ToVector512Unsafe();
        windows = Avx512F.InsertVector128(windows, Vector128.LoadUnsafe(in source, At(in offsets, 1)), 1);
        windows = Avx512F.InsertVector128(windows, Vector128.LoadUnsafe(in source, At(in offsets, 2)), 2);
        return new(Avx512F.InsertVector128(windows, Vector128.LoadUnsafe(in source, At(in offsets, 3)), 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong GetBits(byte value, ref readonly byte source, nuint offset) =>
        Vector512.Equals(Vector512.LoadUnsafe(in source, offset), Vector512.Create(value)).ExtractMostSignificantBits();

    public static bool CanPick => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Pick(Block512 first, Block512 second, ref readonly byte offsets, nuint at) =>
        new(Avx512Vbmi.PermuteVar64x8x2(first._value, Vector512.LoadUnsafe(in offsets, at), second._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Exceeding(Block512 bytes, ref readonly byte limits, nuint at) =>
        new(Vector512.SubtractSaturate(bytes._value, Vector512.LoadUnsafe(in limits, at)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator &(Block512 left, Block512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator -(Block512 left, Block512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator ^(Block512 left, Block512 right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator |(Block512 left, Block512 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 operator +(Block512 left, Block512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 LaneSums(Block512 bytes, ref readonly byte turns, nuint at) =>
        new(Avx512BW.SumAbsoluteDifferences(bytes._value, Vector512.LoadUnsafe(in turns, at)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Push(Block512 lanes, Block512 lowest) => new(
        (lanes._value.AsUInt64() << 8 | lowest._value.AsUInt64() & Vector512.Create(0xFFUL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Down(Block512 lanes, int bits) => new((lanes._value.AsUInt64() >> bits).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 SumUpLanes(Block512 lanes)
    {
        var sums = lanes._value;
        sums += Up(sums, 7);
        sums += Up(sums, 6);
        return new(sums + Up(sums, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 LastLane(Block512 lanes) => new(
        Vector512.Shuffle(lanes._value.AsUInt64(), Vector512.Create(7UL)).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(Block512 bytes) => bytes._value == Vector512<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Numbers(Block512 left, Block512 right, Block512 pairWeights, Block512 fourWeights)
    {
        var tens = Vector512.Create((short)0x010A).AsSByte();
        var pairs = pairWeights._value.AsInt16();
        var fours = Avx512BW.PackUnsignedSaturate(
            Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(left._value, tens), pairs),
            Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(right._value, tens), pairs));
        var eights = Avx512BW.MultiplyAddAdjacent(fours.AsInt16(), fourWeights._value.AsInt16()).AsUInt32();
        var high = Avx512F.Multiply(eights, Vector512.Create(100_000_000u));
        return new((high + (eights.AsUInt64() >> 32)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Dates(Block512 left, Block512 right) => new(Avx512F.UnpackLow(
        Avx512BW.ShiftRightLogical128BitLane(left._value, 3).AsUInt64(),
        Avx512BW.ShiftRightLogical128BitLane(right._value, 3).AsUInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LookUp(KnownDays days, Block512 dates, out Block512 texts, out Block512 starts)
    {
        var offsets = dates._value.AsInt64() >>> KnownDays.OffsetShift;
        texts = OfTable(in days.FirstText, offsets);
        starts = OfTable(in days.FirstStart, offsets);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 AddNumbers(Block512 left, Block512 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block512 Every(long number) => new(Vector512.Create(number).AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Block512 numbers, ref long destination, nuint offset) =>
        numbers._value.AsInt64().StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ushort At(ref readonly ushort offsets, int offset) => Unsafe.Add(ref Unsafe.AsRef(in offsets), offset);

    // The permutation uses the lowest four bits of each index, so an index cannot be out of the sixteen entries.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Block512 OfTable(ref readonly long table, Vector512<long> offsets) => new(Avx512F.PermuteVar8x64x2(
        Vector512.LoadUnsafe(in table), offsets, Vector512.LoadUnsafe(in table, 8)).AsByte());

    // Moves the lanes up. The lanes that become free, 8 less the count given, are zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Up(Vector512<byte> lanes, [ConstantExpected] byte zeros) =>
        Avx512F.AlignRight64(lanes.AsUInt64(), Vector512<ulong>.Zero, zeros).AsByte();
}
