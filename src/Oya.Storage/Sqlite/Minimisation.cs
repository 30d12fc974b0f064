using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Makes the readings of a meter follow registry and permits after these have changed.</summary>
static class Minimisation
{
    // What PermitCache says of a reading that comes in, said of one that is there. The whole of the meter is looked at:
    // a tenure that turns out to have ended earlier leaves readings behind that no entry of the registry covers.
    // Only historic mode (1) may lack the usage point.
    const string Permitted =
        "exists (select 1 from registry r join collection_permit p on p.usage_point = r.usage_point where r.meter = $1 "
        + "and r.from_at <= at and (r.to_at is null or at < r.to_at) and (prm = r.usage_point or (prm is null and mode = 1)) "
        + "and p.from_at <= at and (p.to_at is null or at < p.to_at))";

    /// <summary>
    /// Readings that a permit covered and none covers any more are removed, but for the first and the last of each day;
    /// the curves of their days go at once, and come back as far as they may when the days are rebuilt.
    /// </summary>
    public static void Apply(SqliteDatabase database, MeterAddress meter)
    {
        // Whoever is building a day by the permits of before finds its mark moved, and does not save it.
        foreach (var (meterId, day) in database.Query(
            "select meter_id, day from touched_day where meter_id = (select meter_id from meter where address = $1)",
            row => (row.GetInt64(0), row.Day(1)), meter.Value))
        {
            DirtyDays.MarkDirty(database, meterId, day);
        }

        var changed = database.Query(
            "select at, meter_id, permitted from reading "
            + $"where meter_id = (select meter_id from meter where address = $1) and permitted <> {Permitted}",
            row => (At: row.Instant(0), MeterId: row.GetInt64(1), WasPermitted: row.GetInt64(2) == 1), meter.Value);
        foreach (var (at, meterId, wasPermitted) in changed)
        {
            database.Execute(
                wasPermitted
                    ? $"update reading set permitted = 0, {StoredColumns.WithoutHalfHours} "
                        + "where meter_id = $1 and at = $2"
                    : "update reading set permitted = 1 where meter_id = $1 and at = $2",
                meterId, at.UnixSeconds);
        }

        foreach (var day in changed.GroupBy(row => (row.MeterId, Day: ParisDay.Containing(row.At))))
        {
            DirtyDays.Prune(database, day.Key.MeterId, day.Key.Day);
            DirtyDays.MarkDirty(database, day.Key.MeterId, day.Key.Day);
            DirtyDays.MarkDirty(database, day.Key.MeterId, day.Key.Day.Previous);
            if (day.Any(row => row.WasPermitted))
            {
                RemoveCurves(database, meter, day.Key.Day);
            }
        }
    }

    static void RemoveCurves(SqliteDatabase database, MeterAddress meter, ParisDay day)
    {
        var usagePoints = database.Query(
            "select distinct usage_point from registry where meter = $1", row => new Prm(row.GetInt64(0)), meter.Value);
        foreach (var usagePoint in usagePoints)
        {
            database.Execute(
                "delete from load_curve where usage_point = $1 and day in ($2, $3)",
                usagePoint.ToDigits(), day.ToString(), day.Previous.ToString());
        }
    }
}
