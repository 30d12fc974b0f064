using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>What a curve is built from: the total index of a meter at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="ImportWh">Total index drawn, Wh, wrapping at 10⁹.</param>
/// <param name="Clock">What the meter said of its clock.</param>
public readonly record struct IndexPoint(Instant At, long ImportWh, ClockQuality Clock);
