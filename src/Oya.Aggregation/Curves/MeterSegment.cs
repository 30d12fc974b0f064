using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>A meter at a usage point, from when to when, and its index over that time.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="From">First instant there.</param>
/// <param name="To">First instant after; null while it lasts.</param>
/// <param name="Kva">Subscribed power; null when nobody knows it.</param>
/// <param name="Series">Its index; readings outside of its time there are left out.</param>
sealed record MeterSegment(MeterAddress Meter, Instant From, Instant? To, int? Kva, IndexSeries Series);
