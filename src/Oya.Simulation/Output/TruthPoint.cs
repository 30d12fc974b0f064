using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The true energy of a meter in a half-hour: the difference of its index at the two boundaries.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Meter">The meter.</param>
/// <param name="HalfHour">The half-hour.</param>
/// <param name="ImportWh">Imported energy, Wh.</param>
/// <param name="ExportWh">Exported energy, Wh; 0 for a customer who is not a producer.</param>
public readonly record struct TruthPoint(
    Prm UsagePoint, MeterAddress Meter, HalfHour HalfHour, int ImportWh, int ExportWh);
