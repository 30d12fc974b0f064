using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>What flowed through a meter in a half-hour: the difference of its index at the two boundaries.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Meter">The meter.</param>
/// <param name="HalfHour">The half-hour.</param>
/// <param name="ImportWh">Energy drawn.</param>
/// <param name="ExportWh">Energy injected; 0 for who is no producer.</param>
public readonly record struct TruthPoint(
    Prm UsagePoint, MeterAddress Meter, HalfHour HalfHour, int ImportWh, int ExportWh);
