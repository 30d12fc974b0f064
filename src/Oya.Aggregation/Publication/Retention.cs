using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>How long what is kept.</summary>
public sealed record RetentionLimits
{
    /// <summary>Days that readings are kept: 35. What comes late is accepted for 20, and built within them.</summary>
    public int ReadingDays { get; init; } = 35;

    /// <summary>Months that half-hour curves are kept: 24 (D224-27 du code de la consommation).</summary>
    public int CurveMonths { get; init; } = 24;

    /// <summary>Months that daily energy is kept: 36 (D224-26).</summary>
    public int EnergyMonths { get; init; } = 36;
}

/// <summary>What a purge has removed.</summary>
/// <param name="Readings">Readings.</param>
/// <param name="Curves">Days of half-hour curves, built and released.</param>
/// <param name="Energy">Days of energy.</param>
public readonly record struct RetentionResult(long Readings, long Curves, long Energy)
{
    /// <summary>Rows of any kind.</summary>
    public long Total => Readings + Curves + Energy;
}

/// <summary>Removes what is older than it may be kept, with a proof of each removal.</summary>
public sealed class Retention(Stores stores, RetentionLimits limits, TimeProvider clock)
{
    /// <summary>Removes what is too old by now; again, it finds nothing.</summary>
    public async Task<RetentionResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Floor(clock.GetUtcNow());
        var today = ParisDay.Containing(now).Date;
        // What touched days still tell of is built before the readings go that it is built from.
        await new CurveRebuild(stores).RunAsync(cancellationToken);
        return new(
            await PurgeAsync(RetainedData.Reading, today.AddDays(-limits.ReadingDays)),
            await PurgeAsync(RetainedData.LoadCurve, today.AddMonths(-limits.CurveMonths))
                + await PurgeAsync(RetainedData.ReleaseItem, today.AddMonths(-limits.CurveMonths)),
            await PurgeAsync(RetainedData.DailyEnergy, today.AddMonths(-limits.EnergyMonths)));

        Task<long> PurgeAsync(RetainedData what, DateOnly before) =>
            stores.Retention.PurgeAsync(what, new(before), now, cancellationToken);
    }
}
