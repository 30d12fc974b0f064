using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>Why a period of consent ended.</summary>
public enum ClosingReason : byte
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>It expired, after 36 months or fewer. What it covered may still be released.</summary>
    Expiry,

    /// <summary>The holder left the usage point.</summary>
    Departure,

    /// <summary>The holder withdrew it. Nothing that it covered may be kept or released any more.</summary>
    Withdrawal,
}

/// <summary>A period over which one consent was active.</summary>
/// <param name="Kind">Which consent.</param>
/// <param name="Holder">Who gave it.</param>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after: the actual or planned end.</param>
/// <param name="Closing">Why it ended or will end.</param>
public sealed record ConsentPeriod(ConsentKind Kind, string Holder, Instant From, Instant? To, ClosingReason Closing)
{
    /// <summary>When the holder left, or will leave, the usage point; null when no departure is known.</summary>
    public Instant? OccupancyEnd { get; init; }

    /// <summary>True when the consent was active over the whole half-hour.</summary>
    public bool Covers(HalfHour halfHour) => From <= halfHour.Start && (To is null || halfHour.End <= To);

    /// <summary>True when the consent is in force at an instant.</summary>
    public bool IsOpen(Instant at) => From <= at && (To is null || at < To);

    /// <summary>
    /// True when a withdrawal or a departure closed the period by the given instant. An expiry alone does not count, or
    /// the last day of every consent would be lost. After the holder's departure, the reader is another customer, so an
    /// expired consent is revoked too.
    /// </summary>
    public bool IsRevoked(Instant at) => Closing == ClosingReason.Withdrawal || OccupancyEnd <= at;
}
