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
        foreach (var c in text)
        {
            var digit = c switch
            {
                >= (byte)'0' and <= (byte)'9' => c - '0',
                >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
                >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            value = (value << 4) | (uint)digit;
        }

        return text.Length is > 0 and <= 8;
    }

    /// <summary>Fills the whole destination, zeros on the left; false when the number is negative or longer.</summary>
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
