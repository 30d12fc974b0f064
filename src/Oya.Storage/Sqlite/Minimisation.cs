using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Makes the readings of a meter conform to registry and permits after a change.</summary>
static class Minimisation
{
    // The same rule that PermitCache applies to a new reading, applied to a stored one. All readings of the meter are
    // examined: a contract that turns out to have ended earlier leaves readings that no registry entry covers. Only
    // historic mode (1) may lack the usage point.
    const string Permitted =
        "exists (select 1 from registry r join collection_permit p on p.usage_point = r.usage_point where r.meter = $1 "
        + "and r.from_at <= at and (r.to_at is null or at < r.to_at) "
        + "and (prm = r.usage_point or (prm is null and mode = 1)) "
        + "and p.from_at <= at and (p.to_at is null or at < p.to_at))";

    /// <summary>
    /// Removes readings that lost their permit, except the first and the last of each day. The curves of these days
    /// are removed at once. The rebuild of the days restores the half-hours that are still permitted.
    /// </summary>
    public static void Apply(SqliteDatabase database, MeterAddress meter)
    {
        // A rebuild that is based on the earlier permits finds a changed mark, and does not save its result.
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
