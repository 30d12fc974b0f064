using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Removes the half-hours from stored curves that no permit covers any more. It works on the curves, not on the
/// readings: readings are kept for weeks but curves for years, and a day with a power cut has a curve without
/// readings.
/// </summary>
static class CurveTrim
{
    // The number of usage points whose curves are in memory at once. Two years of each are some 700 rows.
    const int BatchLength = 50;

    /// <param name="transaction">A transaction that holds the consent lock exclusively.</param>
    /// <param name="before">The permits before the change.</param>
    /// <param name="after">The permits after the change, for every changed usage point.</param>
    public static async Task ApplyAsync(
        PgTransaction transaction, ILookup<Prm, CollectionPermit> before,
        IReadOnlyDictionary<Prm, IReadOnlyList<CollectionPermit>> after)
    {
        foreach (var usagePoints in after
            .Where(item => PermittedCurve.IsReduced([.. before[item.Key]], item.Value))
            .Select(item => item.Key).Chunk(BatchLength))
        {
            var curves = await transaction.QueryAsync(
                $"{TimescaleCurveStore.SelectCurve} where usage_point = any($1::text[])", TimescaleCurveStore.ReadCurve,
                (object)usagePoints.Select(usagePoint => usagePoint.ToDigits()).ToArray());
            await transaction.ExecuteEachAsync(curves
                .Select(curve => (
                    Curve: curve, Trimmed: PermittedCurve.Within(after[curve.Owner.UsagePoint!.Value], curve)))
                .Where(item => item.Trimmed != item.Curve)
                .Select(item => TimescaleCurveStore.CurveStatement(item.Curve.Owner, item.Curve.Day, item.Trimmed)));
        }
    }
}
