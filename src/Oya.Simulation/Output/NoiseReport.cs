namespace Oya.Simulation;

/// <summary>The numbers of damaged bytes.</summary>
/// <param name="Flipped">Bytes with one flipped bit of eight.</param>
/// <param name="Replaced">Bytes replaced by another seven-bit value.</param>
/// <param name="Dropped">Bytes left out.</param>
/// <param name="Doubled">Bytes sent twice.</param>
public readonly record struct NoiseReport(long Flipped, long Replaced, long Dropped, long Doubled)
{
    /// <summary>Bytes damaged in any way.</summary>
    public long Damaged => Flipped + Replaced + Dropped + Doubled;

    /// <summary>The counts of two streams together.</summary>
    public NoiseReport Add(NoiseReport other) => new(
        Flipped + other.Flipped, Replaced + other.Replaced, Dropped + other.Dropped, Doubled + other.Doubled);
}

/// <summary>The result of writing a village.</summary>
/// <param name="Frames">Frames sent.</param>
/// <param name="Bytes">Bytes written, including the damaged ones.</param>
/// <param name="Noise">The damaged bytes.</param>
public readonly record struct VillageReport(long Frames, long Bytes, NoiseReport Noise)
{
    /// <summary>The counts of two streams together.</summary>
    public VillageReport Add(VillageReport other) =>
        new(Frames + other.Frames, Bytes + other.Bytes, Noise.Add(other.Noise));
}
