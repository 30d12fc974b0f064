using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// A span over which half-hour data of a usage point may be kept: both consents in force, by the same holder, while it
/// holds the usage point. Derived from the ledger and the registry; all that writing needs to know of consent.
/// </summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after; null while it lasts.</param>
public readonly record struct CollectionPermit(Prm UsagePoint, Instant From, Instant? To)
{
    /// <summary>True when the permit covers an instant.</summary>
    public bool Covers(Instant at) => From <= at && (To is null || at < To);

    /// <summary>True when the permit covers the whole of a half-hour.</summary>
    public bool Covers(HalfHour half) => From <= half.Start && (To is null || half.End <= To);
}
