using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// Takes out of stored curves what no permit covers any more. By the curves themselves, not by readings: those are kept
/// for weeks and curves for years, and a day of a power cut has a curve and no reading.
/// </summary>
static class CurveTrim
{
    // Usage points whose curves are in memory at once: two years of each are some 700 rows.
    const int BatchLength = 50;

    /// <param name="transaction">Alone.</param>
    /// <param name="before">Permits as they were.</param>
    /// <param name="after">Permits as they are, of every usage point that changed.</param>
    public static async Task ApplyAsync(
        PgTransaction transaction, ILookup<Prm, CollectionPermit> before,
        IReadOnlyDictionary<Prm, IReadOnlyList<CollectionPermit>> after)
    {
        foreach (var usagePoints in after
            .Where(one => PermittedCurve.IsReduced([.. before[one.Key]], one.Value)).Select(one => one.Key).Chunk(BatchLength))
        {
            var curves = await transaction.QueryAsync(
                $"{TimescaleCurveStore.SelectCurve} where usage_point = any($1::text[])", TimescaleCurveStore.ReadCurve,
                (object)usagePoints.Select(usagePoint => usagePoint.ToDigits()).ToArray());
            await transaction.ExecuteEachAsync(curves
                .Select(curve => (Curve: curve, Left: PermittedCurve.Within(after[curve.Owner.UsagePoint!.Value], curve)))
                .Where(one => one.Left != one.Curve)
                .Select(one => TimescaleCurveStore.CurveStatement(one.Curve.Owner, one.Curve.Day, one.Left)));
        }
    }
}
