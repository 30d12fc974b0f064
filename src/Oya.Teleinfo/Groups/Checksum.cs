using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// The checksum of a group: the sum of its bytes, cut to six bits, made printable (Enedis-NOI-CPT_54E §5.3.6).
/// In standard mode the sum takes in the separator before the checksum, in historic mode it does not.
/// It cannot see bits 6 and 7 of any byte, nor an exchange of two bytes.
/// </summary>
static class Checksum
{
    /// <summary>The checksum byte, 0x20..0x5F, of bytes that begin at the label.</summary>
    public static byte Compute(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes)
        {
            sum += b;
        }

        return FromSum(sum);
    }

    /// <summary>The same of some of the bytes from one on, where eight before their end can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Compute(ref readonly byte first, int count)
    {
        ulong sums = 0;
        ref var word = ref Unsafe.AsRef(in first);
        for (; count >= AsciiWord.Length; count -= AsciiWord.Length)
        {
            sums += AsciiWord.PairSums(AsciiWord.At(in word));
            word = ref Unsafe.Add(ref word, AsciiWord.Length);
        }

        // The last word begins among the bytes that were summed: they are shifted out, in two steps as they may be all.
        var last = AsciiWord.At(in Unsafe.Add(ref word, count - AsciiWord.Length));
        return FromSum(AsciiWord.SumOfPairs(sums + AsciiWord.PairSums(last >> (56 - 8 * count) >> 8)));
    }

    public static byte FromSum(int sum) => (byte)((sum & 0x3F) + 0x20);
}
