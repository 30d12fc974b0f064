using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A complete half-hour of a meter's own load curve (CCASN, CCAIN).</summary>
/// <param name="End">Unix seconds of its end.</param>
/// <param name="At">The same time as a horodate of the meter.</param>
/// <param name="ImportWatts">Mean imported power: twice the Wh of the half-hour.</param>
/// <param name="ExportWatts">Mean exported power.</param>
readonly record struct RecordedPoint(long End, Horodate At, int ImportWatts, int ExportWatts);
