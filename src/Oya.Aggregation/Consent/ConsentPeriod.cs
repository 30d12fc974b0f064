using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>Why a period of consent ended.</summary>
public enum ClosingReason : byte
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Its 36 months, or fewer, are over: what it covered may still be released.</summary>
    Expiry,

    /// <summary>The holder left the usage point.</summary>
    Departure,

    /// <summary>The holder withdrew it: nothing that it covered may be kept or released any more.</summary>
    Withdrawal,
}

/// <summary>A span over which one consent was in force.</summary>
/// <param name="Kind">Which consent.</param>
/// <param name="Holder">Who gave it.</param>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after: its end, known or foreseen.</param>
/// <param name="Closing">Why it ended or will end.</param>
public sealed record ConsentPeriod(ConsentKind Kind, string Holder, Instant From, Instant? To, ClosingReason Closing)
{
    /// <summary>When the holder left, or will leave, the usage point; null when nobody knows of it.</summary>
    public Instant? OccupancyEnd { get; init; }

    /// <summary>True when the consent was in force over the whole of a half-hour.</summary>
    public bool Covers(HalfHour half) => From <= half.Start && (To is null || half.End <= To);

    /// <summary>True when the consent is in force at an instant.</summary>
    public bool IsOpen(Instant at) => From <= at && (To is null || at < To);

    /// <summary>
    /// True when, at an instant, the period was closed by a withdrawal or a departure. An end by expiry does not count,
    /// or the last day of every consent would be lost; but once its holder has left, whoever looks is somebody else.
    /// </summary>
    public bool IsRevoked(Instant at) => Closing == ClosingReason.Withdrawal || OccupancyEnd <= at;
}
