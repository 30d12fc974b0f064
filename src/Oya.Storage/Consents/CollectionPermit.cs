using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// A span in which half-hour data of a usage point may be kept: both consents of the same holder are in force while
/// that holder has the usage point. Derived from the ledger and the registry. This is all that storing readings needs
/// to know of consent.
/// </summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="From">First instant.</param>
/// <param name="To">The first instant after the span; null while it lasts.</param>
public readonly record struct CollectionPermit(Prm UsagePoint, Instant From, Instant? To)
{
    /// <summary>True when the permit covers an instant.</summary>
    public bool Covers(Instant at) => From <= at && (To is null || at < To);

    /// <summary>True when the permit covers the whole half-hour.</summary>
    public bool Covers(HalfHour half) => From <= half.Start && (To is null || half.End <= To);
}
