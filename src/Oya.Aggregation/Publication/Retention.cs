using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>How long each kind of data is kept.</summary>
public sealed record RetentionLimits
{
    /// <summary>
    /// Days that readings are kept: 35. Late readings are accepted for 20 days and are built within the 35.
    /// </summary>
    public int ReadingDays { get; init; } = 35;

    /// <summary>Months that half-hour curves are kept: 24 (D224-27 du code de la consommation).</summary>
    public int CurveMonths { get; init; } = 24;

    /// <summary>Months that daily energy is kept: 36 (D224-26).</summary>
    public int EnergyMonths { get; init; } = 36;
}

/// <summary>The rows that a purge deleted.</summary>
/// <param name="Readings">Readings.</param>
/// <param name="Curves">Days of half-hour curves, built and released.</param>
/// <param name="Energy">Days of energy.</param>
public readonly record struct RetentionResult(long Readings, long Curves, long Energy)
{
    /// <summary>Rows of any kind.</summary>
    public long Total => Readings + Curves + Energy;
}

/// <summary>Deletes data that is older than its limit, and stores a proof of each deletion.</summary>
public sealed class Retention(Stores stores, RetentionLimits limits, TimeProvider clock)
{
    /// <summary>Deletes data that is too old now. A second run finds nothing.</summary>
    public async Task<RetentionResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Floor(clock.GetUtcNow());
        var today = ParisDay.Containing(now).Date;
        // Build the dirty days before their readings are deleted.
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
