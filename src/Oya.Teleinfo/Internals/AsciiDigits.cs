using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>Numbers as the TIC sends them: unsigned, ASCII digits, zero-padded on the left.</summary>
static class AsciiDigits
{
    /// <summary>Reads decimal digits; false for any other character and for an empty text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = c - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = value * 10 + digit;
        }

        return text.Length is > 0 and <= 18;
    }

    /// <summary>
    /// Reads one to sixteen digits that end before an address; false for any other character. Sixteen bytes must be
    /// readable before the address.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParseBefore(ref readonly byte end, int count, out long value)
    {
        ref readonly var start = ref Unsafe.Subtract(ref Unsafe.AsRef(in end), AsciiWord.Length);
        var low = AsciiWord.Digits(AsciiWord.At(in start));
        if (count <= AsciiWord.Length)
        {
            low = AsciiWord.Last(low, count);
            value = AsciiWord.Number(low);
            return AsciiWord.AreDigits(low);
        }

        start = ref Unsafe.Subtract(ref Unsafe.AsRef(in start), AsciiWord.Length);
        var high = AsciiWord.Last(AsciiWord.Digits(AsciiWord.At(in start)), count - AsciiWord.Length);
        value = AsciiWord.Number(high) * 100_000_000 + AsciiWord.Number(low);
        return AsciiWord.AreDigits(low) && AsciiWord.AreDigits(high);
    }

    /// <summary>Reads hexadecimal digits, as in STGE; false for any other character.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        uint other = 0;
        foreach (var c in text)
        {
            uint digit = HexDigits[c];
            other |= digit;
            value = (value << 4) | (digit & 0xF);
        }

        return text.Length is > 0 and <= 8 && other <= 0xF;
    }

    /// <summary>True when all four characters are hexadecimal digits.</summary>
    public static bool AreHex(byte first, byte second, byte third, byte fourth) =>
        (HexDigits[first] | HexDigits[second] | HexDigits[third] | HexDigits[fourth]) <= 0xF;

    // Index: the character. Value: that of the hexadecimal digit, or 0xFF.
    static readonly byte[] HexDigits =
        [.. Enumerable.Range(0, 256).Select(c => (byte)(char.IsAsciiHexDigit((char)c) ? Convert.ToInt32($"{(char)c}", 16) : 0xFF))];

    /// <summary>
    /// Fills the destination, zero-padded on the left; false when the number is negative or too long.
    /// </summary>
    public static bool TryWrite(Span<byte> destination, long value, int radix = 10)
    {
        if (value < 0)
        {
            return false;
        }

        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = "0123456789ABCDEF"u8[(int)(value % radix)];
            value /= radix;
        }

        return value == 0;
    }
}
