using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// The points of the meter's own load curve in a reading (CCASN, CCASN-1) are half-hour data too. A point is kept
/// only if a permit covers its whole period.
/// </summary>
static class MeterCurve
{
    /// <summary>The period of a point is programmable, an hour at most (Enedis-NOI-CPT_54E §6.2.3.12).</summary>
    const int LongestPeriodSeconds = 3600;

    public static Reading Without(in Reading reading) => reading with { LastPoint = null, PreviousPoint = null };

    /// <summary>The reading with only those of its points that are entirely after an instant.</summary>
    public static Reading Within(in Reading reading, Instant since) => reading with
    {
        LastPoint = KeepAfter(reading.LastPoint, since),
        PreviousPoint = KeepAfter(reading.PreviousPoint, since),
    };

    /// <summary>Whether all points of a reading are entirely after an instant.</summary>
    public static bool IsWithin(in Reading reading, Instant since) =>
        (reading.LastPoint is not { } last || last.End - LongestPeriodSeconds >= since)
        && (reading.PreviousPoint is not { } previous || previous.End - LongestPeriodSeconds >= since);

    /// <summary>The point, if it is entirely after an instant.</summary>
    public static LoadCurvePoint? KeepAfter(LoadCurvePoint? point, Instant since) =>
        point is { } value && value.End - LongestPeriodSeconds >= since ? value : null;

    /// <summary>
    /// Whether two readings of the same second have the same content. Their time of receipt does not count, nor do
    /// points that one of them may have lost.
    /// </summary>
    public static bool AreEquivalent(in Reading stored, in Reading reading) =>
        Without(stored) == Without(reading with { ReceivedAt = stored.ReceivedAt })
        && (stored.LastPoint is null || reading.LastPoint is null || stored.LastPoint == reading.LastPoint)
        && (stored.PreviousPoint is null || reading.PreviousPoint is null
            || stored.PreviousPoint == reading.PreviousPoint);
}
