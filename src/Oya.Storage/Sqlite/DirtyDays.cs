using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>Marks days dirty and prunes them, for readings and permits alike.</summary>
static class DirtyDays
{
    public static void MarkDirty(SqliteDatabase database, long meterId, ParisDay day)
    {
        database.Execute("update touch_mark set last = last + 1");
        database.Execute(
            "insert into touched_day (meter_id, day, mark) select $1, $2, last from touch_mark where true "
            + "on conflict do update set mark = excluded.mark", meterId, day.ToString());
    }

    /// <summary>True while a day still has the mark that was read.</summary>
    public static bool IsCurrent(SqliteDatabase database, DirtyDay dirty) => database.Scalar(
        "select 1 from touched_day where day = $1 and mark = $2 "
        + "and meter_id = (select meter_id from meter where address = $3)",
        dirty.Day.ToString(), dirty.Version, dirty.Meter.Value) is not null;

    public static void Clear(SqliteDatabase database, DirtyDay dirty) => database.Execute(
        "delete from touched_day where day = $1 and mark = $2 "
        + "and meter_id = (select meter_id from meter where address = $3)",
        dirty.Day.ToString(), dirty.Version, dirty.Meter.Value);

    /// <summary>Removes the unpermitted readings of a day, except its first and its last reading.</summary>
    public static int Prune(SqliteDatabase database, long meterId, ParisDay day) => database.Execute(
        "delete from reading where meter_id = $1 and at >= $2 and at < $3 and permitted = 0 "
        + "and at <> (select min(at) from reading where meter_id = $1 and at >= $2 and at < $3) "
        + "and at <> (select max(at) from reading where meter_id = $1 and at >= $2 and at < $3)",
        meterId, day.Start.UnixSeconds, day.End.UnixSeconds);
}
