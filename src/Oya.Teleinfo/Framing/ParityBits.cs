using System.Numerics;

namespace Oya.Teleinfo;

/// <summary>
/// Bit 7 of the bytes of a stream. A port opened 7E1, and any text copy, leaves it clear; one opened 8N1 keeps the even
/// parity bit that the meter sends (Enedis-NOI-CPT_54E §5.3.4), which tells a damaged byte from a good one.
/// </summary>
static class ParityBits
{
    /// <summary>
    /// Takes the parity bits off a piece. A byte that is wrong keeps bit 7 set, which no good byte then has.
    /// Which of the two kinds the piece is, is decided by what makes fewer of its bytes wrong: of text without parity
    /// about half would be odd, of text with it none.
    /// </summary>
    public static void Remove(Span<byte> piece)
    {
        if (piece.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0)
        {
            return;
        }

        var (odd, high) = Count(piece);
        if (high <= odd)
        {
            // Bit 7 was stripped, or never there: a byte that has it is a damaged one, and is marked as it is.
            return;
        }

        var at = 0;
        for (; at <= piece.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            var bytes = new Vector<byte>(piece[at..]);
            ((bytes & new Vector<byte>(0x7F)) | Odd(bytes) << 7).CopyTo(piece[at..]);
        }

        for (; at < piece.Length; at++)
        {
            var b = piece[at];
            piece[at] = (byte)((b & 0x7F) | ((BitOperations.PopCount(b) & 1) << 7));
        }
    }

    // How many bytes have an odd number of bits, and how many have bit 7.
    static (int Odd, int High) Count(ReadOnlySpan<byte> piece)
    {
        int odd = 0, high = 0, at = 0;
        for (; at <= piece.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            var bytes = new Vector<byte>(piece[at..]);
            odd += Vector.Sum(Odd(bytes));
            high += Vector.Sum(bytes >> 7);
        }

        foreach (var b in piece[at..])
        {
            odd += BitOperations.PopCount(b) & 1;
            high += b >> 7;
        }

        return (odd, high);
    }

    // In each byte 1 when it has an odd number of bits, else 0.
    static Vector<byte> Odd(Vector<byte> bytes)
    {
        bytes ^= bytes >> 4;
        bytes ^= bytes >> 2;
        bytes ^= bytes >> 1;
        return bytes & Vector<byte>.One;
    }
}
