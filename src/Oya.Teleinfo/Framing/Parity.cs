using System.Numerics;

namespace Oya.Teleinfo;

/// <summary>
/// Bit 7 of the bytes of a stream. It is clear on a port opened 7E1, and in any text copy. A port opened 8N1 keeps the
/// even parity bit that the meter sends (Enedis-NOI-CPT_54E §5.3.4), which distinguishes a damaged byte from an intact
/// one.
/// </summary>
static class Parity
{
    /// <summary>
    /// Removes the parity bits of a piece. A byte with a parity error keeps bit 7 set, and all other bytes have it
    /// clear. Whether the piece has parity bits is decided by which answer makes fewer bytes wrong: without parity
    /// bits, about half of the bytes of a text have odd parity; with them, none has.
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
            // The piece has no parity bits. A byte with bit 7 set is damaged, and the bit marks it already.
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

    // The number of bytes with odd parity, and of those with bit 7 set.
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

    // 1 in each byte that has odd parity, else 0.
    static Vector<byte> Odd(Vector<byte> bytes)
    {
        bytes ^= bytes >> 4;
        bytes ^= bytes >> 2;
        bytes ^= bytes >> 1;
        return bytes & Vector<byte>.One;
    }
}
