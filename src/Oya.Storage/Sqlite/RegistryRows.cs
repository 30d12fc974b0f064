using Oya.Teleinfo;

namespace Oya.Storage.Sqlite;

/// <summary>The registry as rows, and the effect of its changes on the days of its meters.</summary>
static class RegistryRows
{
    /// <summary>Adds or changes an entry, and marks the days it covers or covered.</summary>
    /// <returns>False when the entry was already stored unchanged.</returns>
    public static bool Upsert(SqliteDatabase database, RegistryEntry entry)
    {
        var before = database.Query(
            $"{ConsentRows.SelectRegistry} where usage_point = $1 and meter = $2 and from_at = $3",
            ConsentRows.ReadRegistry, entry.UsagePoint.Value, entry.Meter.Value, entry.From.UnixSeconds)
            .FirstOrDefault();
        if (before == entry)
        {
            return false;
        }

        database.Execute(
            "insert into registry values ($1, $2, $3, $4, $5, $6, $7) on conflict do update set "
            + "holder = $3, to_at = $5, kva = $6, offer = $7",
            entry.UsagePoint.Value, entry.Meter.Value, entry.Holder, entry.From.UnixSeconds, entry.To?.UnixSeconds,
            entry.Kva, entry.Offer);
        var last = before is null ? entry.To : before.To is null || entry.To is null ? null
            : before.To > entry.To ? before.To : entry.To;
        MarkDaysDirty(database, entry.Meter, entry.From, last);
        return true;
    }

    /// <summary>
    /// Removes curves and energies that are stored under the address of a meter but belong to a usage point now, and
    /// those stored under a usage point that had no meter on that day.
    /// </summary>
    public static void RemoveUnregistered(
        SqliteDatabase database, IEnumerable<Prm> usagePoints, IEnumerable<MeterAddress> meters)
    {
        foreach (var usagePoint in usagePoints)
        {
            var entries = database.Query(
                $"{ConsentRows.SelectRegistry} where usage_point = $1", ConsentRows.ReadRegistry, usagePoint.Value);
            RemoveDays(database, usagePoint.ToDigits(), day =>
                !entries.Exists(entry => entry.Overlaps(day.Start, day.End)));
        }

        foreach (var meter in meters)
        {
            var entries = database.Query(
                $"{ConsentRows.SelectRegistry} where meter = $1", ConsentRows.ReadRegistry, meter.Value);
            RemoveDays(database, meter.ToDigits(), day => entries.Exists(entry => entry.Overlaps(day.Start, day.End)));
        }
    }

    static void RemoveDays(SqliteDatabase database, string key, Func<ParisDay, bool> isUnowned)
    {
        var days = database.Query(
            "select day from daily_energy where usage_point = $1 "
            + "union select day from load_curve where usage_point = $1",
            row => row.Day(0), key);
        foreach (var day in days.Where(isUnowned))
        {
            database.Execute("delete from daily_energy where usage_point = $1 and day = $2", key, day.ToString());
            database.Execute("delete from load_curve where usage_point = $1 and day = $2", key, day.ToString());
        }
    }

    static void MarkDaysDirty(SqliteDatabase database, MeterAddress meter, Instant from, Instant? to)
    {
        var span = database.Query(
            "select min(at), max(at), meter_id from reading where meter_id = "
            + "(select meter_id from meter where address = $1) and at >= $2 and ($3 is null or at < $3)",
            row => (From: row.OptionalInstant(0), To: row.OptionalInstant(1), MeterId: row.OptionalLong(2)),
            meter.Value, from.UnixSeconds, to?.UnixSeconds)[0];
        if (span is not ({ } first, { } last, { } meterId))
        {
            return;
        }

        for (var day = ParisDay.Containing(first); day <= ParisDay.Containing(last); day = day.Next)
        {
            DirtyDays.MarkDirty(database, meterId, day);
        }
    }
}
