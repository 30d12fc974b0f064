using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Days to be rebuilt that a change of registry or permits touches, written together at its end.</summary>
sealed class DirtyDays
{
    readonly HashSet<(int MeterId, ParisDay Day)> _days = [];

    public void Add(int meterId, ParisDay day) => _days.Add((meterId, day));

    /// <summary>Adds the days of some meters that are marked already.</summary>
    public async Task AddDirtyAsync(PgTransaction transaction, IReadOnlyCollection<MeterAddress> meters) =>
        _days.UnionWith(await transaction.QueryAsync(
            "select t.meter_id, t.day from touched_day t join meter m using (meter_id) where m.address = any($1::bigint[])",
            row => (row.GetInt32(0), row.Day(1)), RegistryRows.Keys(meters)));

    /// <summary>
    /// Marks them with a generation of their own: nobody lists or stores meanwhile, and whoever stores afterwards forgets
    /// which days it marked before.
    /// </summary>
    public async Task WriteAsync(PgTransaction transaction)
    {
        if (_days.Count == 0)
        {
            return;
        }

        var days = _days.OrderBy(one => one.MeterId).ThenBy(one => one.Day).ToList();
        var generation = await transaction.ScalarAsync<long>(
            "update writer_state set generation = generation + 1 returning generation");
        await transaction.ExecuteAsync(
            "insert into touched_day select meter_id, day, $3 from unnest($1::integer[], $2::date[]) as d (meter_id, day) "
            + "on conflict (meter_id, day) do update set mark = excluded.mark",
            days.Select(one => one.MeterId).ToArray(), days.Select(one => one.Day.Date).ToArray(), generation);
    }

    /// <summary>
    /// Those of some marks that stand, held so that nobody touches their days before the transaction ends. In the order
    /// of the key, like everybody who marks: two never wait for each other.
    /// </summary>
    public static async Task<HashSet<DirtyDay>> HoldAsync(PgTransaction transaction, IReadOnlyCollection<DirtyDay> marks)
    {
        var held = await transaction.QueryAsync(
            "select m.address, t.day, t.mark from touched_day t join meter m using (meter_id) "
            + "where (m.address, t.day) in (select * from unnest($1::bigint[], $2::date[])) "
            + "order by t.meter_id, t.day for update of t",
            row => new DirtyDay(new(row.GetInt64(0)), row.Day(1), row.GetInt64(2)), Meters(marks), Days(marks));
        return [.. held];
    }

    public static Task ClearAsync(PgTransaction transaction, IReadOnlyCollection<DirtyDay> marks) =>
        transaction.ExecuteAsync(
            "delete from touched_day t using unnest($1::bigint[], $2::date[], $3::bigint[]) as d (address, day, mark) "
            + "join meter m using (address) where t.meter_id = m.meter_id and t.day = d.day and t.mark = d.mark",
            Meters(marks), Days(marks), marks.Select(mark => mark.Version).ToArray());

    static long[] Meters(IReadOnlyCollection<DirtyDay> marks) => RegistryRows.Keys(marks.Select(mark => mark.Meter));

    static DateOnly[] Days(IReadOnlyCollection<DirtyDay> marks) => [.. marks.Select(mark => mark.Day.Date)];
}
