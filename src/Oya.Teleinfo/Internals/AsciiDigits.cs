namespace Oya.Teleinfo;

/// <summary>Numbers as TIC writes them: unsigned, in ASCII digits, zero-padded on the left.</summary>
static class AsciiDigits
{
    /// <summary>Reads digits only; false on anything else, and on nothing.</summary>
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

    /// <summary>Reads hexadecimal digits, as STGE has them; false on anything else.</summary>
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

    /// <summary>True when four characters are hexadecimal digits.</summary>
    public static bool AreHex(byte first, byte second, byte third, byte fourth) =>
        (HexDigits[first] | HexDigits[second] | HexDigits[third] | HexDigits[fourth]) <= 0xF;

    // By character: the value of a hexadecimal digit, or 0xFF.
    static readonly byte[] HexDigits =
        [.. Enumerable.Range(0, 256).Select(c => (byte)(char.IsAsciiHexDigit((char)c) ? Convert.ToInt32($"{(char)c}", 16) : 0xFF))];

    /// <summary>Fills the whole destination, zeros on the left.</summary>
    public static void Write(Span<byte> destination, long value)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
