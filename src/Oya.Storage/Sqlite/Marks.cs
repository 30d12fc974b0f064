using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>What readings and permits have in common: marking a day to be rebuilt, and minimising it.</summary>
static class Marks
{
    public static void Touch(SqliteDatabase database, long meterId, ParisDay day) => database.Execute(
        "insert into touched_day (meter_id, day, mark) values ($1, $2, 1) "
        + "on conflict do update set mark = mark + 1", meterId, day.ToString());

    /// <summary>Removes the readings of a day that no permit covers, all but its first and its last.</summary>
    public static int Prune(SqliteDatabase database, long meterId, ParisDay day) => database.Execute(
        "delete from reading where meter_id = $1 and at >= $2 and at < $3 and permitted = 0 "
        + "and at <> (select min(at) from reading where meter_id = $1 and at >= $2 and at < $3) "
        + "and at <> (select max(at) from reading where meter_id = $1 and at >= $2 and at < $3)",
        meterId, day.Start.UnixSeconds, day.End.UnixSeconds);
}
