using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Marks the days whose boundaries the rows of a batch may have moved.</summary>
static class DayMarks
{
    public static async Task TouchAsync(
        PgTransaction transaction, List<DayRun> runs, WriterMemory memory, long generation)
    {
        var touched = new HashSet<(int MeterId, ParisDay Day)>();
        foreach (var run in runs)
        {
            if (run is { From: { } from, To: { } to })
            {
                // A reading moves the boundaries within 30 minutes of it: those of its own day, and maybe of a neighbour.
                touched.Add((run.Meter.Id, run.Day));
                touched.Add((run.Meter.Id, ParisDay.Of(from.At - HalfHour.Seconds)));
                touched.Add((run.Meter.Id, ParisDay.Of(to.At + HalfHour.Seconds)));
            }
        }

        await TouchSilencesAsync(transaction, [.. runs.Where(run => run.From is not null)], touched);
        touched.RemoveWhere(one => !memory.Mark(one.MeterId, one.Day));
        if (touched.Count > 0)
        {
            // In one order for all writers: two that mark the same days never wait for each other in a circle.
            var sorted = touched.Order().ToList();
            await transaction.ExecuteAsync(
                "insert into touched_day select q.id, q.day, $3 from unnest($1::integer[], $2::date[]) as q (id, day) "
                + "on conflict (meter_id, day) do update set mark = excluded.mark where touched_day.mark <> excluded.mark",
                sorted.Select(one => one.MeterId).ToArray(), sorted.Select(one => one.Day.Date).ToArray(), generation);
        }
    }

    /// <summary>
    /// Over a silence of any length the index is known where it did not change (the power was cut), and a fall is seen
    /// by the reading after it: what ends or cuts a silence moves the days on its other side too, and those inside it.
    /// </summary>
    static async Task TouchSilencesAsync(
        PgTransaction transaction, List<DayRun> runs, HashSet<(int MeterId, ParisDay Day)> touched)
    {
        var late = new List<DayRun>();
        foreach (var run in runs)
        {
            if (run.LastBefore is not { } before)
            {
                continue;
            }

            if (run.From!.Value.At > before.At)
            {
                TouchBetween(run.Meter.Id, before, run.From.Value, touched);
            }
            else
            {
                late.Add(run);
            }
        }

        if (late.Count == 0)
        {
            return;
        }

        var neighbours = await transaction.QueryAsync(
            "select q.n::integer, b.at, b.drawn_wh, a.at, a.drawn_wh "
            + "from unnest($1::integer[], $2::timestamptz[], $3::timestamptz[]) with ordinality as q (id, from_at, to_at, n) "
            + "left join lateral (select at, drawn_wh from reading r where r.meter_id = q.id and r.at < q.from_at "
            + "order by r.at desc limit 1) b on true "
            + "left join lateral (select at, drawn_wh from reading r where r.meter_id = q.id and r.at > q.to_at "
            + "order by r.at limit 1) a on true",
            row => (Run: late[row.GetInt32(0) - 1],
                Before: row.IsDBNull(1) ? default(IndexMark?) : new(row.Instant(1), row.OptionalLong(2)),
                After: row.IsDBNull(3) ? default(IndexMark?) : new(row.Instant(3), row.OptionalLong(4))),
            late.Select(run => run.Meter.Id).ToArray(),
            late.Select(run => Parameters.Utc(run.From!.Value.At)).ToArray(),
            late.Select(run => Parameters.Utc(run.To!.Value.At)).ToArray());
        foreach (var (run, before, after) in neighbours)
        {
            TouchBetween(run.Meter.Id, before, run.From!.Value, touched);
            TouchBetween(run.Meter.Id, run.To!.Value, after, touched);
        }
    }

    static void TouchBetween(
        int meterId, IndexMark? before, IndexMark? after, HashSet<(int MeterId, ParisDay Day)> touched)
    {
        if (before is not { } start || after is not { } end || end.At - start.At <= HalfHour.Seconds)
        {
            return;
        }

        var (first, last) = (ParisDay.Of(start.At), ParisDay.Of(end.At));
        touched.Add((meterId, first));
        touched.Add((meterId, last));
        if (start.DrawnWh == end.DrawnWh && end.At - start.At <= Silence.LongestSeconds)
        {
            for (var day = first; day < last; day = day.Next)
            {
                touched.Add((meterId, day));
            }
        }
    }
}
