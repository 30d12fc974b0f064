namespace Oya.Storage;

/// <summary>
/// The rest of a stored curve after permits were withdrawn. The readings it was built from may no longer exist.
/// </summary>
static class PermittedCurve
{
    /// <summary>True when a permitted span is no longer permitted.</summary>
    public static bool IsReduced(IReadOnlyList<CollectionPermit> before, IReadOnlyList<CollectionPermit> after) =>
        !before.All(old => after.Any(now =>
            now.From <= old.From && (now.To is null || (old.To is { } end && end <= now.To))));

    /// <summary>The curve without the half-hours that no permit covers entirely; null when none is left.</summary>
    public static LoadCurve? Within(IReadOnlyList<CollectionPermit> permits, LoadCurve curve)
    {
        var points = curve.Day.HalfHours.Zip(curve.Points, (half, point) =>
            point.Wh is null || permits.Any(permit => permit.Covers(half))
                ? point
                : CurvePoint.Missing(Absence.NoConsent, point.CoverageSeconds)).ToList();
        return points.SequenceEqual(curve.Points) ? curve
            : points.Exists(point => point.Wh is not null) ? curve with { Points = points }
            : null;
    }
}
