using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The part of a curve that may be shown now, or the reason why nothing may be shown.</summary>
/// <param name="Days">Days with the half-hours that may be shown. The other half-hours have no value.</param>
/// <param name="Refusal">Why nothing may be shown; null when a part may be shown.</param>
public sealed record CurveAnswer(IReadOnlyList<LoadCurve> Days, CurveRefusal? Refusal);

/// <summary>Why a curve is refused.</summary>
/// <param name="Missing">The states of the consents that are missing.</param>
/// <param name="Text">The reason in a sentence.</param>
public sealed record CurveRefusal(IReadOnlyList<ConsentState> Missing, string Text);

/// <summary>The only access to a customer's curve.</summary>
public sealed class ReleasedCurves
{
    readonly Stores _stores;
    readonly TimeProvider _clock;

    internal ReleasedCurves(Stores stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Reads the half-hours that may be shown now: both consents cover them, and neither consent is revoked.
    /// </summary>
    /// <param name="usagePoint">The usage point.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">First day after.</param>
    /// <param name="best">Fill the holes between readings. The filled points are marked as estimated.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    public async Task<CurveAnswer> ReadAsync(
        Prm usagePoint, ParisDay from, ParisDay to, bool best, CancellationToken cancellationToken)
    {
        var now = Instant.Floor(_clock.GetUtcNow());
        var consents = await _stores.Consents.ReadAsync(usagePoint, cancellationToken);
        var periods = ConsentPeriods.FromSnapshot(consents);
        var days = new List<LoadCurve>();
        foreach (var curve in await _stores.Curves.ReadCurvesAsync(CurveOwner.From(usagePoint), from, to, cancellationToken))
        {
            var shown = best && await new CurveRebuild(_stores).EstimateAsync(
                usagePoint, curve.Day, consents.Registry, cancellationToken) is { } estimated
                ? estimated
                : curve;
            if (curve.Quarantine == Quarantine.None && ReleaseRule.MissingConsent(consents, periods, curve.Day, now) is null)
            {
                days.Add(shown with { Points = ReleaseRule.Released(shown, periods, now) });
            }
        }

        return days.Count == 0 ? await RefuseAsync(consents, periods, from, to, now, cancellationToken) : new(days, null);
    }

    async Task<CurveAnswer> RefuseAsync(
        ConsentSnapshot consents, IReadOnlyList<ConsentPeriod> periods, ParisDay from, ParisDay to, Instant now,
        CancellationToken cancellationToken)
    {
        for (var day = from; day < to; day = day.Next)
        {
            if (ReleaseRule.MissingConsent(consents, periods, day, now) is null)
            {
                // The consents exist, but the readings do not.
                return new([], null);
            }
        }

        var states = await new ConsentLedger(_stores, _clock).StatusAsync(consents.UsagePoint, cancellationToken);
        var inactive = states.Where(state => state.Status == ConsentStatus.Off || state.Reason == "requested").ToList();
        return new([], new(inactive, Sentence(inactive)));
    }

    static string Sentence(List<ConsentState> inactive) => inactive.Count == 0
        ? "both consents are active now, but were not active on these days"
        : string.Join(" and ", inactive.Select(state =>
            $"consent \"{(state.Kind == ConsentKind.Collecte ? "collecte" : "enregistrement")}\" is not active "
            + (state.Since is { } since ? $"({state.Reason} since {since.ToParisString()})" : $"({state.Reason})")));
}
