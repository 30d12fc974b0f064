using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Oya.Proof;

/// <summary>Bytes as a line carries them, and as a person reads them.</summary>
public static class Lines
{
    /// <summary>
    /// Sets the even parity bit of each byte, as a port opened 8N1 gives it (Enedis-NOI-CPT_54E §5.3.4).
    /// </summary>
    public static void SetParity(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            b = (byte)((b & 0x7F) | ((BitOperations.PopCount((uint)b & 0x7F) & 1) << 7));
        }
    }

    /// <summary>Words for a person, of any printable characters, that no form can guard.</summary>
    public static bool IsFreeText(TicLabel label) =>
        label is TicLabel.NGTF or TicLabel.LTARF or TicLabel.MSG1 or TicLabel.MSG2 or TicLabel.MOTDETAT;

    /// <summary>STX, ETX or EOT, with or without a parity bit.</summary>
    public static readonly SearchValues<byte> Delimiters = SearchValues.Create([2, 3, 4, 0x82, 0x83, 0x84]);

    /// <summary>
    /// A text with control characters by their names; with parity kept, bytes whose parity is wrong as two digits.
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
