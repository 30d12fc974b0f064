using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Oya.Proof;

/// <summary>Converts bytes to the form on a line, and to a form that a person can read.</summary>
public static class Lines
{
    /// <summary>
    /// Sets the even parity bit of each byte, as on a port opened 8N1 (Enedis-NOI-CPT_54E §5.3.4).
    /// </summary>
    public static void SetParity(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            b = (byte)((b & 0x7F) | ((BitOperations.PopCount((uint)b & 0x7F) & 1) << 7));
        }
    }

    /// <summary>True for words for a person, of any printable characters, which no form can protect.</summary>
    public static bool IsFreeText(TicLabel label) =>
        label is TicLabel.NGTF or TicLabel.LTARF or TicLabel.MSG1 or TicLabel.MSG2 or TicLabel.MOTDETAT;

    /// <summary>STX, ETX or EOT, with or without a parity bit.</summary>
    public static readonly SearchValues<byte> Delimiters = SearchValues.Create([2, 3, 4, 0x82, 0x83, 0x84]);

    /// <summary>
    /// Formats bytes with the names of control characters. With parity kept, a byte with a parity error is two digits.
    /// </summary>
    public static string Show(ReadOnlySpan<byte> bytes, bool parityKept)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            var isWrong = parityKept ? BitOperations.PopCount(b) % 2 != 0 : b >= 0x80;
            _ = isWrong ? text.Append(CultureInfo.InvariantCulture, $"<{b:X2}>") : (b & 0x7F) switch
            {
                2 => text.Append("<STX>"),
                3 => text.Append("<ETX>"),
                4 => text.Append("<EOT>"),
                9 => text.Append("<HT>"),
                10 => text.Append("<LF>"),
                13 => text.Append("<CR>"),
                < 32 or 127 => text.Append(CultureInfo.InvariantCulture, $"<{b & 0x7F:X2}>"),
                _ => text.Append((char)(b & 0x7F)),
            };
        }

        return text.ToString();
    }
}
