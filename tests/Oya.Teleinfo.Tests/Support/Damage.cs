namespace Oya.Teleinfo.Tests;

/// <summary>A stream with one damaged byte; <c>Flipped</c> has the bits that changed.</summary>
sealed record Damage(byte[] Bytes, string What, int Flipped)
{
    /// <summary>The byte at an offset replaced by each of the 255 others, dropped, and doubled.</summary>
    public static IEnumerable<Damage> At(byte[] stream, int at)
    {
        for (var other = 1; other < 256; other++)
        {
            yield return Replaced(stream, at, (byte)(stream[at] ^ other));
        }

        yield return new([.. stream[..at], .. stream[(at + 1)..]], $"byte {at} dropped", 0);
        yield return new([.. stream[..at], stream[at], .. stream[at..]], $"byte {at} doubled", 0);
    }

    /// <summary>The byte at an offset with each of its eight bits flipped.</summary>
    public static IEnumerable<Damage> BitsAt(byte[] stream, int at)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            yield return Replaced(stream, at, (byte)(stream[at] ^ (1 << bit)));
        }
    }

    static Damage Replaced(byte[] stream, int at, byte value)
    {
        byte[] bytes = [.. stream];
        bytes[at] = value;
        return new(bytes, $"byte {at}, {stream[at]:X2} became {value:X2}", stream[at] ^ value);
    }
}
