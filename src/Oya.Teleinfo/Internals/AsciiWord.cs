using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// Eight characters as one number, the first one in the lowest byte (SWAR, SIMD within a register). One operation
/// handles all eight characters, in the general-purpose registers of any machine.
/// </summary>
static class AsciiWord
{
    public const int Length = sizeof(ulong);

    // A byte multiplied by Each is repeated in all eight bytes.
    const ulong Each = 0x0101_0101_0101_0101, HighBits = 0x80 * Each;

    // A byte multiplied by EachPair is repeated in every second byte.
    const ulong EachPair = 0x0001_0001_0001_0001;

    /// <summary>The first eight characters of a text; zeros follow a shorter one.</summary>
    public static ulong First(ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        for (var i = 0; i < text.Length && i < Length; i++)
        {
            word |= (ulong)text[i] << (8 * i);
        }

        return word;
    }

    /// <summary>The eight characters from an address on. All eight must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ref readonly byte first)
    {
        var word = Unsafe.ReadUnaligned<ulong>(in first);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>The last one to eight characters of a word; the others become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Last(ulong word, int count) => word & (ulong.MaxValue << (8 * (Length - count)));

    /// <summary>A mask of the bytes before the first one that is a space or less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong BeforeSpace(ulong word)
    {
        // Only a byte that is a space or less borrows from the byte above it. So the lowest one found is exact.
        var found = (word - 0x21 * Each) & ~word & HighBits;
        return ((found & (0 - found)) >> 7) - 1;
    }

    /// <summary>
    /// Adds the bytes in pairs, each sum in sixteen bits. The sums of 128 words still fit in sixteen bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PairSums(ulong word) =>
        (word & 0xFF * EachPair) + (word >> 8 & 0xFF * EachPair);

    /// <summary>The sum of four pair sums, modulo 65536.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SumOfPairs(ulong sums) => (int)(sums * EachPair >> 48);

    /// <summary>The digit of each character; more than 9 when it is not a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Digits(ulong word) => word ^ '0' * Each;

    /// <summary>True when all eight bytes are 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreDigits(ulong digits) =>
        // Adding 0x76 sets the highest bit from 10 on. A byte that has the bit already may carry into the next byte,
        // but it is not a digit in any case.
        ((digits | digits + 0x76 * Each) & HighBits) == 0;

    /// <summary>The value of each pair of digits, in every second byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pairs(ulong digits) => digits * 10 + (digits >> 8) & 0xFF * EachPair;

    /// <summary>The value of eight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Number(ulong digits)
    {
        var pairs = Pairs(digits);
        var fours = pairs * 100 + (pairs >> 16) & 0x0000_FFFF_0000_FFFF;
        return (long)(uint)(fours * 10_000 + (fours >> 32));
    }
}
