using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// The days to rebuild after a change of registry or permits. They are collected, and written together at the end.
/// </summary>
sealed class DirtyDays
{
    readonly HashSet<(int MeterId, ParisDay Day)> _days = [];

    public void Add(int meterId, ParisDay day) => _days.Add((meterId, day));

    /// <summary>Adds the days of the given meters that are already marked.</summary>
    public async Task AddDirtyAsync(PgTransaction transaction, IReadOnlyCollection<MeterAddress> meters) =>
        _days.UnionWith(await transaction.QueryAsync(
            "select t.meter_id, t.day from touched_day t join meter m using (meter_id) "
            + "where m.address = any($1::bigint[])",
            row => (row.GetInt32(0), row.Day(1)), RegistryRows.Keys(meters)));

    /// <summary>
    /// Marks the days with a new generation. No other transaction lists or stores days at that moment, and every
    /// writer afterwards forgets which days it has marked.
    /// </summary>
    public async Task WriteAsync(PgTransaction transaction)
    {
        if (_days.Count == 0)
        {
            return;
        }

        var days = _days.OrderBy(entry => entry.MeterId).ThenBy(entry => entry.Day).ToList();
        var generation = await transaction.ScalarAsync<long>(
            "update writer_state set generation = generation + 1 returning generation");
        await transaction.ExecuteAsync(
            "insert into touched_day select meter_id, day, $3 "
            + "from unnest($1::integer[], $2::date[]) as d (meter_id, day) "
            + "on conflict (meter_id, day) do update set mark = excluded.mark",
            days.Select(entry => entry.MeterId).ToArray(), days.Select(entry => entry.Day.Date).ToArray(), generation);
    }

    /// <summary>
    /// Locks those of the given marks that are still current, so that no writer marks their days before the
    /// transaction ends. Marks are locked in the order of the key, as everywhere, so two transactions cannot
    /// deadlock.
    /// </summary>
    public static async Task<HashSet<DirtyDay>> LockAsync(
        PgTransaction transaction, IReadOnlyCollection<DirtyDay> marks)
    {
        var current = await transaction.QueryAsync(
            "select m.address, t.day, t.mark from touched_day t join meter m using (meter_id) "
            + "where (m.address, t.day) in (select * from unnest($1::bigint[], $2::date[])) "
            + "order by t.meter_id, t.day for update of t",
            row => new DirtyDay(new(row.GetInt64(0)), row.Day(1), row.GetInt64(2)), Meters(marks), Days(marks));
        return [.. current];
    }

    public static Task ClearAsync(PgTransaction transaction, IReadOnlyCollection<DirtyDay> marks) =>
        transaction.ExecuteAsync(
            "delete from touched_day t using unnest($1::bigint[], $2::date[], $3::bigint[]) as d (address, day, mark) "
            + "join meter m using (address) where t.meter_id = m.meter_id and t.day = d.day and t.mark = d.mark",
            Meters(marks), Days(marks), marks.Select(mark => mark.Version).ToArray());

    static long[] Meters(IReadOnlyCollection<DirtyDay> marks) => RegistryRows.Keys(marks.Select(mark => mark.Meter));

    static DateOnly[] Days(IReadOnlyCollection<DirtyDay> marks) => [.. marks.Select(mark => mark.Day.Date)];
}
