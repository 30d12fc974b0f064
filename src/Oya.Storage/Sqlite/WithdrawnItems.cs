using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Applies a withdrawal to the release batches.</summary>
static class WithdrawnItems
{
    /// <summary>
    /// Drops the items of a usage point that contain a half-hour no permit covers any more. An item of an unpublished
    /// batch is dropped whole, and the files of the batch have to be written again. From an item of a published batch
    /// only those half-hours are removed, because they must not be kept.
    /// </summary>
    public static void Drop(SqliteDatabase database, Prm usagePoint, IReadOnlyList<CollectionPermit> permits)
    {
        var items = database.Query(
            "select b.id, b.day, b.state, i.wh, i.iv, i.ec "
            + "from release_item i join release_batch b on b.id = i.batch_id "
            + "where i.usage_point = $1 and i.withdrawn = 0",
            row => (Batch: row.GetString(0), Day: row.Day(1), State: (BatchState)row.GetInt32(2),
                Points: PointBlobs.Read(row, 3, curve: false)),
            usagePoint.Value);
        foreach (var (batch, day, state, points) in items)
        {
            var remaining = ReleasedPoints.Within(permits, day, points);
            if (remaining.SequenceEqual(points))
            {
                continue;
            }

            if (state == BatchState.Published && remaining.Any(point => point.Wh is not null))
            {
                SetPoints(database, batch, usagePoint, remaining);
            }
            else
            {
                Drop(database, batch, usagePoint);
            }

            if (state != BatchState.Published)
            {
                database.Execute(
                    "update release_batch set state = 1, withheld = json_set(withheld, '$.withdrawn', "
                    + "coalesce(json_extract(withheld, '$.withdrawn'), 0) + 1) where id = $1", batch);
            }
        }
    }

    static void SetPoints(SqliteDatabase database, string batch, Prm usagePoint, CurvePoint[] points) =>
        database.Execute(
            "update release_item set wh = $1, iv = $2, ec = $3 where batch_id = $4 and usage_point = $5",
            PointBytes.Wh(points), PointBytes.Iv(points), PointBytes.Ec(points), batch, usagePoint.Value);

    static void Drop(SqliteDatabase database, string batch, Prm usagePoint) => database.Execute(
        "update release_item set withdrawn = 1, wh = x'', iv = x'', ec = x'' where batch_id = $1 and usage_point = $2",
        batch, usagePoint.Value);
}
