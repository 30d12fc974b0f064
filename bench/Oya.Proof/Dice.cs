namespace Oya.Proof;

/// <summary>
/// A sequence of pseudo-random numbers from a seed and a position: the same on every machine and for any number of
/// threads. SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
public struct Dice(ulong seed)
{
    ulong _state = seed;

    /// <summary>The sequence for a position, which is several numbers.</summary>
    public static Dice At(ulong seed, params ReadOnlySpan<long> position)
    {
        var dice = new Dice(seed);
        foreach (var number in position)
        {
            dice = new(dice.Next() ^ unchecked((ulong)number * 0xD1B5_4A32_D192_ED03));
        }

        return new(dice.Next());
    }

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number from 0 to a bound, excluding the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number from a minimum to a maximum, including both.</summary>
    public int Between(int min, int max) => min + Below(max - min + 1);

    public bool OneIn(int count) => Below(count) == 0;

    public T From<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];

    public void Fill(Span<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            BitConverter.TryWriteBytes(bytes, Next());
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Next();
        }
    }
}
