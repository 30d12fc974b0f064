using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// The points of the meter's own load curve inside a reading (CCASN, CCASN-1) are half-hour data too: they stay only
/// where a permit covers the whole period that they tell of.
/// </summary>
static class MeterCurve
{
    /// <summary>The period of a point is programmable, an hour at most (Enedis-NOI-CPT_54E §6.2.3.12).</summary>
    const int LongestPeriodSeconds = 3600;

    public static Reading Without(in Reading reading) => reading with { LastPoint = null, PreviousPoint = null };

    /// <summary>The reading with those of its points that lie wholly after an instant.</summary>
    public static Reading Within(in Reading reading, Instant since) => reading with
    {
        LastPoint = KeepAfter(reading.LastPoint, since),
        PreviousPoint = KeepAfter(reading.PreviousPoint, since),
    };

    /// <summary>A point, if it lies wholly after an instant.</summary>
    public static LoadCurvePoint? KeepAfter(LoadCurvePoint? point, Instant since) =>
        point is { } some && some.End.AddSeconds(-LongestPeriodSeconds) >= since ? some : null;

    /// <summary>
    /// Whether two readings of one second say the same. When they were received is not what they say, nor are points
    /// that may have been left out of one.
    /// </summary>
    public static bool AreEquivalent(in Reading there, in Reading reading) =>
        Without(there) == Without(reading with { ReceivedAt = there.ReceivedAt })
        && (there.LastPoint is null || reading.LastPoint is null || there.LastPoint == reading.LastPoint)
        && (there.PreviousPoint is null || reading.PreviousPoint is null
            || there.PreviousPoint == reading.PreviousPoint);
}
