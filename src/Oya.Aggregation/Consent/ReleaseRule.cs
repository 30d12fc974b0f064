using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// The rule of release. A half-hour is released only if both consents of one holder cover its whole interval, and
/// neither consent was closed by a withdrawal or a departure before the moment of release. Every code path that shows a
/// curve applies this rule.
/// </summary>
static class ReleaseRule
{
    /// <summary>Decides which part of a curve may be released at a moment.</summary>
    public static ReleaseDecision Decide(ReleaseCandidate candidate, ParisDay day, Instant moment)
    {
        var periods = ConsentPeriods.FromSnapshot(candidate.Consents);
        if (MissingConsent(candidate.Consents, periods, day, moment) is { } reason)
        {
            return new(null, reason);
        }

        if (candidate.Curve is not { } curve)
        {
            return new(null, WithheldReasons.NoData);
        }

        if (curve.Quarantine != Quarantine.None)
        {
            return new(null, WithheldReasons.Quarantined);
        }

        var points = Released(curve, periods, moment);
        return points.Any(point => point.Wh is not null)
            ? new(new(candidate.Consents.UsagePoint, curve.Revision, points), "")
            : new(null, WithheldReasons.NoData);
    }

    /// <summary>
    /// The points of a curve that may be shown at a moment. The other points have no value and no reason.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Released(
        LoadCurve curve, IReadOnlyList<ConsentPeriod> periods, Instant moment)
    {
        var points = new CurvePoint[curve.Points.Count];
        var i = 0;
        foreach (var halfHour in curve.Day.HalfHours)
        {
            var point = curve.Points[i];
            points[i++] = point.Wh is not null && IsCovered(halfHour, periods, moment)
                ? point with { CoverageSeconds = 0 }
                : default;
        }

        return points;
    }

    /// <summary>True when both consents of one holder cover the half-hour, and neither is revoked.</summary>
    public static bool IsCovered(HalfHour halfHour, IReadOnlyList<ConsentPeriod> periods, Instant moment) =>
        periods.Any(e => e.Kind == ConsentKind.Enregistrement && e.Covers(halfHour) && !e.IsRevoked(moment)
            && periods.Any(c => c.Kind == ConsentKind.Collecte && c.Holder == e.Holder && c.Covers(halfHour)
                && !c.IsRevoked(moment)));

    /// <summary>Why no half-hour of a day may be released, or null when some may.</summary>
    public static string? MissingConsent(
        ConsentSnapshot consents, IReadOnlyList<ConsentPeriod> periods, ParisDay day, Instant moment)
    {
        if (day.HalfHours.Any(halfHour => IsCovered(halfHour, periods, moment)))
        {
            return null;
        }

        var enregistrement = GetMissing(ConsentKind.Enregistrement);
        var collecte = GetMissing(ConsentKind.Collecte);
        return (enregistrement, collecte) switch
        {
            (null, null) => WithheldReasons.NotTogether,
            (WithheldReasons.NeverGiven, WithheldReasons.NeverGiven) => WithheldReasons.NoConsent,
            (WithheldReasons.NeverGiven, _) => WithheldReasons.NoEnregistrement,
            (null, WithheldReasons.NeverGiven) => WithheldReasons.NoCollecte,
            (null, { } why) => why,
            ({ } why, _) => why,
        };

        string? GetMissing(ConsentKind kind)
        {
            var ofKind = periods.Where(period => period.Kind == kind).ToList();
            var last = ofKind.LastOrDefault(period => period.From < day.End);
            return ofKind.Any(period => !period.IsRevoked(moment) && day.HalfHours.Any(period.Covers)) ? null
                : last?.Closing switch
                {
                    ClosingReason.Withdrawal => WithheldReasons.Withdrawn,
                    ClosingReason.Departure => WithheldReasons.HolderLeft,
                    ClosingReason.Expiry when last.To <= day.Start => WithheldReasons.Expired,
                    ClosingReason.Expiry when last.IsRevoked(moment) => WithheldReasons.HolderLeft,
                    _ => consents.Events.Any(e => e.Kind == kind && e.Act == ConsentAct.Requested)
                        ? WithheldReasons.Pending
                        : WithheldReasons.NeverGiven,
                };
        }
    }
}

/// <summary>Why usage points are held back, as the manifest counts them.</summary>
static class WithheldReasons
{
    public const string NoConsent = "no_consent";
    public const string NoEnregistrement = "no_enregistrement";
    public const string NoCollecte = "no_collecte";
    public const string NotTogether = "not_together";
    public const string Pending = "pending";
    public const string Withdrawn = "withdrawn";
    public const string Expired = "expired";
    public const string HolderLeft = "holder_left";
    public const string NoData = "no_data";
    public const string Quarantined = "quarantined";

    /// <summary>One consent alone was never given; which one decides the reason.</summary>
    public const string NeverGiven = "never_given";
}
