using System.Numerics;

namespace Oya.Teleinfo;

/// <summary>
/// Bit 7 of the bytes of a stream. A port opened 7E1, and any text copy, leaves it clear; one opened 8N1 keeps the even
/// parity bit that the meter sends (Enedis-NOI-CPT_54E §5.3.4), which tells a damaged byte from a good one.
/// </summary>
static class Parity
{
    /// <summary>
    /// Copies a piece without its parity bits. A byte that is wrong keeps bit 7 set, which no good byte then has.
    /// Which of the two kinds the piece is, is decided by what makes fewer of its bytes wrong: of text without parity
    /// about half would be odd, of text with it none.
    /// </summary>
    public static ReadOnlySpan<byte> Remove(ReadOnlySpan<byte> piece, Span<byte> destination)
    {
        int odd = 0, high = 0;
        foreach (var b in piece)
        {
            odd += BitOperations.PopCount(b) & 1;
            high += b >> 7;
        }

        if (high <= odd)
        {
            // Bit 7 was stripped, or never there: a byte that has it is a damaged one, and is marked as it is.
            piece.CopyTo(destination);
        }
        else
        {
            for (var i = 0; i < piece.Length; i++)
            {
                var b = piece[i];
                destination[i] = (byte)((b & 0x7F) | ((BitOperations.PopCount(b) & 1) << 7));
            }
        }

        return destination[..piece.Length];
    }
}
