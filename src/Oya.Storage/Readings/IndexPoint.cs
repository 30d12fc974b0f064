using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The input of a curve: the total index of a meter at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="ImportWh">Total import index, Wh, which wraps at 10⁹.</param>
/// <param name="Clock">The state of the meter's clock, as the meter sends it.</param>
public readonly record struct IndexPoint(Instant At, long ImportWh, ClockQuality Clock);
