using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>The registered usage points of a day, with their consents and curves.</summary>
static class ReleaseCandidates
{
    // Limits the memory to a few megabytes of curves.
    const int ChunkLength = 5000;

    /// <summary>Returns the candidates in chunks, ordered by usage point.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ReleaseCandidate>> ReadAsync(
        PgTransaction transaction, ParisDay day)
    {
        var usagePoints = await transaction.QueryAsync(
            "select distinct usage_point from registry where from_at < $1 and (to_at is null or to_at > $2) order by 1",
            row => new Prm(row.GetInt64(0)), day.End, day.Start);
        foreach (var chunk in usagePoints.Chunk(ChunkLength))
        {
            var consents = await ConsentRows.SnapshotsAsync(transaction, chunk);
            var curves = (await transaction.QueryAsync(
                $"{TimescaleCurveStore.SelectCurve} where usage_point = any($1) and day = $2",
                TimescaleCurveStore.ReadCurve, chunk.Select(usagePoint => usagePoint.ToDigits()).ToArray(), day))
                .ToDictionary(curve => curve.Owner.UsagePoint!.Value);
            yield return [.. chunk.Select(usagePoint => new ReleaseCandidate(
                consents[usagePoint], curves.GetValueOrDefault(usagePoint)))];
        }
    }
}
