namespace Oya.Teleinfo;

/// <summary>
/// A point of the load curve that the meter records itself (CCASN, CCASN-1): mean active power of the period that ended
/// at an instant (Enedis-NOI-CPT_54E §6.2.3.12). The period is programmable, 10 to 60 minutes.
/// </summary>
/// <param name="End">End of the period.</param>
/// <param name="Watts">Mean active power, W, 0..99 999.</param>
public readonly record struct LoadCurvePoint(Instant End, int Watts);
