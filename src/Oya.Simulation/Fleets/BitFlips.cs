namespace Oya.Simulation;

/// <summary>Flips single bits, evenly spread, as a slightly noisy line does.</summary>
public static class BitFlips
{
    /// <summary>
    /// Flips one bit in every <paramref name="bytesPerFlip"/> bytes, at a position given by the seed. A second call
    /// with the same arguments restores the bytes.
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
