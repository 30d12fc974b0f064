using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>The registered usage points of a day with their consents and their curves.</summary>
static class ReleaseCandidates
{
    // What is held in memory at a time: a few megabytes of curves.
    const int Some = 5000;

    /// <summary>Some at a time, by usage point.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ReleaseCandidate>> ReadAsync(PgTransaction transaction, ParisDay day)
    {
        var usagePoints = await transaction.QueryAsync(
            "select distinct usage_point from registry where from_at < $1 and (to_at is null or to_at > $2) order by 1",
            row => new Prm(row.GetInt64(0)), day.End, day.Start);
        foreach (var some in usagePoints.Chunk(Some))
        {
            var consents = await ConsentRows.SnapshotsAsync(transaction, some);
            var curves = (await transaction.QueryAsync(
                $"{TimescaleCurveStore.SelectCurve} where usage_point = any($1) and day = $2",
                TimescaleCurveStore.ReadCurve, some.Select(usagePoint => usagePoint.ToDigits()).ToArray(), day))
                .ToDictionary(curve => curve.Owner.UsagePoint!.Value);
            yield return [.. some.Select(usagePoint => new ReleaseCandidate(
                consents[usagePoint], curves.GetValueOrDefault(usagePoint)))];
        }
    }
}
