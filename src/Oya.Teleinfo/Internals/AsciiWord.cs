using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// Eight characters as one number, the first one lowest: what is asked of each of them is asked at once, in ordinary
/// registers that every machine has.
/// </summary>
static class AsciiWord
{
    public const int Length = sizeof(ulong);

    // A number in each of the eight bytes.
    const ulong Each = 0x0101_0101_0101_0101, HighBits = 0x80 * Each;

    // A number in every second byte.
    const ulong EachPair = 0x0001_0001_0001_0001;

    /// <summary>The first characters of a text; zeros behind it when it is shorter.</summary>
    public static ulong First(ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        for (var i = 0; i < text.Length && i < Length; i++)
        {
            word |= (ulong)text[i] << (8 * i);
        }

        return word;
    }

    /// <summary>The characters from one on, all eight of which can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ref readonly byte first)
    {
        var word = Unsafe.ReadUnaligned<ulong>(in first);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>The last characters of a word, one to eight of them, zeros before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Last(ulong word, int count) => word & (ulong.MaxValue << (8 * (Length - count)));

    /// <summary>All bits of the bytes before the first that is a space or less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong BeforeSpace(ulong word)
    {
        // What borrows from the byte above it is such a byte itself, so the lowest one is right.
        var found = (word - 0x21 * Each) & ~word & HighBits;
        return ((found & (0 - found)) >> 7) - 1;
    }

    /// <summary>The sums of the bytes two by two, in the room of two each: that of 128 words they still fit in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PairSums(ulong word) =>
        (word & 0xFF * EachPair) + (word >> 8 & 0xFF * EachPair);

    /// <summary>The sum of four sums of pairs, to sixteen bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SumOfPairs(ulong sums) => (int)(sums * EachPair >> 48);

    /// <summary>Of each character its digit; more than 9 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Digits(ulong word) => word ^ '0' * Each;

    /// <summary>True when the eight bytes are 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreDigits(ulong digits) =>
        // 0x76 carries from 10 on into the highest bit; what has that bit already may carry further, and is none anyway.
        ((digits | digits + 0x76 * Each) & HighBits) == 0;

    /// <summary>In every second byte the number that two digits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pairs(ulong digits) => digits * 10 + (digits >> 8) & 0xFF * EachPair;

    /// <summary>The number that eight digits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Number(ulong digits)
    {
        var pairs = Pairs(digits);
        var fours = pairs * 100 + (pairs >> 16) & 0x0000_FFFF_0000_FFFF;
        return (long)(uint)(fours * 10_000 + (fours >> 32));
    }
}
