namespace Oya.Teleinfo;

/// <summary>
/// A mobile peak (<i>pointe mobile</i>), <c>[Start, End)</c>: DPM and FPM of one kind. Their horodate has no season
/// letter, so their instants follow the rules of Europe/Paris (Enedis-NOI-CPT_54E §6.2.1.1).
/// </summary>
public readonly record struct MobilePeak
{
    internal MobilePeak(Instant? start, Instant? end) => (Start, End) = (start, end);

    /// <summary>
    /// DPM, the first instant; null when it did not come, or its local time is in the hour that the clocks skip or
    /// repeat.
    /// </summary>
    public Instant? Start { get; }

    /// <summary>FPM, the first instant after it; null likewise.</summary>
    public Instant? End { get; }
}
