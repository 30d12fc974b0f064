using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>What is left of the points of an item after permits were taken back.</summary>
static class ReleasedPoints
{
    /// <summary>The points with those left out that no permit covers whole.</summary>
    public static CurvePoint[] Within(
        IReadOnlyList<CollectionPermit> permits, ParisDay day, IReadOnlyList<CurvePoint> points) =>
    [
        .. day.HalfHours.Zip(points, (half, point) =>
            permits.Any(permit => permit.Covers(half)) ? point : CurvePoint.Missing(Absence.None, 0)),
    ];
}
