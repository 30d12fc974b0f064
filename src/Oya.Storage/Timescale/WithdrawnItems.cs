using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Applies a withdrawal to the release batches.</summary>
static class WithdrawnItems
{
    /// <summary>
    /// Drops the items of usage points that contain a half-hour no permit covers any more. An item of an unpublished
    /// batch is dropped whole, and the files of the batch have to be written again. From an item of a published batch
    /// only those half-hours are removed, because they must not be kept.
    /// </summary>
    public static async Task DropAsync(
        PgTransaction transaction, IReadOnlyCollection<Prm> usagePoints,
        IReadOnlyDictionary<Prm, IReadOnlyList<CollectionPermit>> permits)
    {
        if (usagePoints.Count == 0)
        {
            return;
        }

        var items = await transaction.QueryAsync(
            "select b.id, b.day, b.state, i.usage_point, i.wh, i.iv, i.ec "
            + "from release_item i join release_batch b on b.id = i.batch_id "
            + "where i.usage_point = any($1) and not i.withdrawn",
            row => (Batch: row.GetString(0), Day: row.Day(1), State: (BatchState)row.GetInt16(2),
                UsagePoint: new Prm(row.GetInt64(3)), Points: PointArrays.Read(row, 4, curve: false)),
            RegistryRows.Keys(usagePoints));
        var statements = new List<(string, object?[])>();
        foreach (var (batch, day, state, usagePoint, points) in items)
        {
            var remaining = ReleasedPoints.Within(permits[usagePoint], day, points);
            if (remaining.SequenceEqual(points))
            {
                continue;
            }

            statements.Add(state == BatchState.Published && remaining.Any(point => point.Wh is not null)
                ? SetPoints(batch, usagePoint, remaining)
                : Drop(batch, usagePoint));
            if (state != BatchState.Published)
            {
                statements.Add(Reopen(batch));
            }
        }

        await transaction.ExecuteEachAsync(statements);
    }

    static (string, object?[]) SetPoints(string batch, Prm usagePoint, CurvePoint[] points) => (
        "update release_item set wh = $1, iv = $2, ec = $3 where batch_id = $4 and usage_point = $5",
        [PointArrays.Wh(points), PointArrays.Iv(points), PointArrays.Ec(points), batch, usagePoint]);

    static (string, object?[]) Drop(string batch, Prm usagePoint) => (
        "update release_item set withdrawn = true, wh = '{}', iv = '{}', ec = '{}' "
        + "where batch_id = $1 and usage_point = $2",
        [batch, usagePoint]);

    static (string, object?[]) Reopen(string batch) => (
        "update release_batch set state = 1, withheld = jsonb_set(withheld, '{withdrawn}', "
        + "to_jsonb(coalesce((withheld ->> 'withdrawn')::integer, 0) + 1)) where id = $1",
        [batch]);
}
