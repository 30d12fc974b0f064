namespace Oya.Storage;

/// <summary>What is left of a stored curve after permits were taken back: readings may be gone that it was built from.</summary>
static class PermittedCurve
{
    /// <summary>True when something that was permitted is not any more.</summary>
    public static bool IsReduced(IReadOnlyList<CollectionPermit> before, IReadOnlyList<CollectionPermit> after) =>
        !before.All(old => after.Any(now =>
            now.From <= old.From && (now.To is null || (old.To is { } end && end <= now.To))));

    /// <summary>The curve without the half-hours that no permit covers whole; null when none is left.</summary>
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
