using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A closed half-hour of a meter's own load curve (CCASN, CCAIN).</summary>
/// <param name="End">Unix seconds of its end.</param>
/// <param name="At">The same, as the meter writes it.</param>
/// <param name="ImportWatts">Mean power drawn: twice the Wh of the half-hour.</param>
/// <param name="ExportWatts">Mean power injected.</param>
readonly record struct RecordedPoint(long End, Horodate At, int ImportWatts, int ExportWatts);
