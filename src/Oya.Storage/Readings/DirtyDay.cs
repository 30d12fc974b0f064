using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>A day of a meter whose curve and energy are to be built anew.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="Day">The day.</param>
/// <param name="Version">Grows with each batch that touches the day: a mark that grew since it was read is not cleared.</param>
public readonly record struct DirtyDay(MeterAddress Meter, ParisDay Day, long Version);
