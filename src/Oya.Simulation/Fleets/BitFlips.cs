namespace Oya.Simulation;

/// <summary>Single flipped bits, evenly spread: what a slightly bad line does to a stream.</summary>
public static class BitFlips
{
    /// <summary>
    /// Flips one bit in each <paramref name="bytesPerFlip"/> bytes, at a place that the seed chooses. The same again
    /// takes it back.
    /// </summary>
    /// <returns>Bits flipped.</returns>
    public static int Apply(Span<byte> bytes, int bytesPerFlip, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesPerFlip, 1);
        var dice = new Dice(seed, -1);
        var flips = bytes.Length / bytesPerFlip;
        for (var i = 0; i < flips; i++)
        {
            var draw = dice.At(Purpose.Flip, i);
            bytes[i * bytesPerFlip + (int)((draw >> 8) % (ulong)bytesPerFlip)] ^= (byte)(1 << (int)(draw & 7));
        }

        return flips;
    }
}
