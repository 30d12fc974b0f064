namespace Oya.Simulation;

/// <summary>How many bytes were damaged, and how.</summary>
/// <param name="Flipped">One bit of eight was flipped.</param>
/// <param name="Replaced">Another byte of seven bits stands in its place.</param>
/// <param name="Dropped">It is missing.</param>
/// <param name="Doubled">It comes twice.</param>
public readonly record struct NoiseReport(long Flipped, long Replaced, long Dropped, long Doubled)
{
    /// <summary>Bytes damaged in any way.</summary>
    public long Damaged => Flipped + Replaced + Dropped + Doubled;

    /// <summary>The counts of two streams together.</summary>
    public NoiseReport Add(NoiseReport other) => new(
        Flipped + other.Flipped, Replaced + other.Replaced, Dropped + other.Dropped, Doubled + other.Doubled);
}

/// <summary>What was written.</summary>
/// <param name="Frames">Frames sent.</param>
/// <param name="Bytes">Bytes that came out, damaged ones as they came.</param>
/// <param name="Noise">What was damaged on the way.</param>
public readonly record struct VillageReport(long Frames, long Bytes, NoiseReport Noise)
{
    /// <summary>The counts of two streams together.</summary>
    public VillageReport Add(VillageReport other) =>
        new(Frames + other.Frames, Bytes + other.Bytes, Noise.Add(other.Noise));
}
