using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>A meter's time at a usage point, and its index over that time.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="From">First instant there.</param>
/// <param name="To">First instant after; null while it lasts.</param>
/// <param name="Kva">Subscribed power; null when unknown.</param>
/// <param name="Series">Its index, without the readings outside that time.</param>
sealed record MeterSegment(MeterAddress Meter, Instant From, Instant? To, int? Kva, IndexSeries Series);
