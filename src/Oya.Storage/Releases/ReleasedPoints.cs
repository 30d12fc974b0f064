using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The rest of the points of an item after permits were withdrawn.</summary>
static class ReleasedPoints
{
    /// <summary>The points without those that no permit covers entirely.</summary>
    public static CurvePoint[] Within(
        IReadOnlyList<CollectionPermit> permits, ParisDay day, IReadOnlyList<CurvePoint> points) =>
    [
        .. day.HalfHours.Zip(points, (half, point) =>
            permits.Any(permit => permit.Covers(half)) ? point : CurvePoint.Missing(Absence.None, 0)),
    ];
}
