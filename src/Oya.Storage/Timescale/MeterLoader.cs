using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Loads what a writer must know of meters before it stores their readings, many meters at once.</summary>
static class MeterLoader
{
    /// <summary>
    /// Loads meters that are not cached: their id (new meters get one now), registry entries and last reading.
    /// </summary>
    public static async Task LoadAsync(
        PgTransaction transaction, WriterCache cache, IReadOnlyCollection<MeterAddress> meters)
    {
        var addresses = meters.Select(meter => meter.Value).ToArray();
        var known = await ReadIdsAsync(transaction, addresses);
        var loaded = known.ToDictionary(entry => entry.Id, entry => new CachedMeter(entry.Id));
        foreach (var (meter, id) in known)
        {
            cache.Add(meter, loaded[id]);
        }

        if (known.Count < addresses.Length)
        {
            var newAddresses = addresses.Except(known.Select(entry => entry.Meter.Value)).ToArray();
            await transaction.ExecuteAsync(
                "insert into meter (address) select unnest($1::bigint[]) on conflict do nothing", newAddresses);
            foreach (var (meter, id) in await ReadIdsAsync(transaction, newAddresses))
            {
                // The address may be new to this transaction but not to the table: another writer may have just
                // inserted it.
                cache.Add(meter, loaded[id] = new(id));
            }
        }

        await LoadOccupanciesAsync(transaction, cache, addresses);
        await LoadLastAsync(transaction, loaded);
    }

    /// <summary>The stored ends of days that are not cached.</summary>
    public static async Task<Dictionary<(int MeterId, ParisDay Day), DayEnds>> LoadDaysAsync(
        PgTransaction transaction, IReadOnlyList<(int MeterId, ParisDay Day)> days)
    {
        var found = await transaction.QueryAsync(
            "select q.n::integer, e.at, not e.permitted, l.at, not l.permitted "
            + "from unnest($1::integer[], $2::timestamptz[], $3::timestamptz[]) "
            + "with ordinality as q (id, from_at, to_at, n) "
            + "cross join lateral (select at, permitted from reading r where r.meter_id = q.id "
            + "and r.at >= q.from_at and r.at < q.to_at order by r.at limit 1) e "
            + "cross join lateral (select at, permitted from reading r where r.meter_id = q.id "
            + "and r.at >= q.from_at and r.at < q.to_at order by r.at desc limit 1) l",
            row => (Index: row.GetInt32(0) - 1,
                Ends: new DayEnds(row.Instant(1), row.GetBoolean(2), row.Instant(3), row.GetBoolean(4))),
            days.Select(entry => entry.MeterId).ToArray(),
            days.Select(entry => Parameters.Utc(entry.Day.Start)).ToArray(),
            days.Select(entry => Parameters.Utc(entry.Day.End)).ToArray());
        return found.ToDictionary(entry => days[entry.Index], entry => entry.Ends);
    }

    static Task<List<(MeterAddress Meter, int Id)>> ReadIdsAsync(PgTransaction transaction, long[] addresses) =>
        transaction.QueryAsync(
            "select address, meter_id from meter where address = any($1::bigint[])",
            row => (new MeterAddress(row.GetInt64(0)), row.GetInt32(1)), addresses);

    static async Task LoadOccupanciesAsync(PgTransaction transaction, WriterCache cache, long[] addresses)
    {
        var entries = await transaction.QueryAsync(
            $"{ConsentRows.SelectRegistry} where meter = any($1::bigint[]) order by from_at", ConsentRows.ReadRegistry,
            addresses);
        if (entries.Count == 0)
        {
            return;
        }

        var permits = await ConsentRows.PermitsAsync(
            transaction, [.. entries.Select(entry => entry.UsagePoint).Distinct()]);
        foreach (var group in entries.GroupBy(entry => entry.Meter))
        {
            cache.Find(group.Key)!.Occupancies =
                [.. group.Select(entry => new Occupancy(entry, [.. permits[entry.UsagePoint]]))];
        }
    }

    static async Task LoadLastAsync(PgTransaction transaction, Dictionary<int, CachedMeter> loaded)
    {
        var last = await transaction.QueryAsync(
            "select q.id, l.at, l.drawn_wh from unnest($1::integer[]) as q (id) cross join lateral "
            + "(select at, drawn_wh from reading r where r.meter_id = q.id order by r.at desc limit 1) l",
            row => (Id: row.GetInt32(0), Sample: new IndexSample(row.Instant(1), row.OptionalLong(2))),
            loaded.Keys.ToArray());
        foreach (var (id, sample) in last)
        {
            loaded[id].Last = sample;
        }
    }
}
