namespace Oya.Teleinfo;

/// <summary>
/// A mobile peak (<i>pointe mobile</i>), <c>[Start, End)</c>: DPM and FPM of one kind. Their horodate has no season
/// letter, so their instants follow the rules of Europe/Paris (Enedis-NOI-CPT_54E §6.2.1.1).
/// </summary>
/// <param name="Start">
/// DPM; null when it did not come, or its local time is in the hour that the clocks skip or repeat.
/// </param>
/// <param name="End">FPM; null likewise.</param>
public readonly record struct MobilePeak(Instant? Start, Instant? End);
