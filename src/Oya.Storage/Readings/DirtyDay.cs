using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>A day of a meter whose curve and energy have to be rebuilt.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="Day">The day.</param>
/// <param name="Version">
/// Grows with each batch that changes the day. A mark with a newer version than was read is not cleared.
/// </param>
public readonly record struct DirtyDay(MeterAddress Meter, ParisDay Day, long Version);
