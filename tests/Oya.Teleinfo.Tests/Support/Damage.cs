namespace Oya.Teleinfo.Tests;

/// <summary>Every way in which one byte of a stream can be damaged.</summary>
static class Damage
{
    /// <summary>The byte at one place replaced by each of the 255 others, dropped, and doubled.</summary>
    public static IEnumerable<(byte[] Bytes, string What)> At(byte[] stream, int at)
    {
        for (var other = 1; other < 256; other++)
        {
            yield return Replaced(stream, at, (byte)(stream[at] ^ other));
        }

        yield return ([.. stream[..at], .. stream[(at + 1)..]], $"byte {at} dropped");
        yield return ([.. stream[..at], stream[at], .. stream[at..]], $"byte {at} doubled");
    }

    /// <summary>Each of its eight bits flipped.</summary>
    public static IEnumerable<(byte[] Bytes, string What)> BitsAt(byte[] stream, int at)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            yield return Replaced(stream, at, (byte)(stream[at] ^ (1 << bit)));
        }
    }

    static (byte[] Bytes, string What) Replaced(byte[] stream, int at, byte value)
    {
        byte[] bytes = [.. stream];
        bytes[at] = value;
        return (bytes, $"byte {at}, {stream[at]:X2} became {value:X2}");
    }
}
