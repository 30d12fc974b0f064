using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Marks the days whose boundaries the rows of a batch may have moved.</summary>
static class DirtyDayMarker
{
    public static async Task MarkAsync(
        PgTransaction transaction, List<DayRun> runs, WriterCache memory, long generation)
    {
        var dirty = new HashSet<(int MeterId, ParisDay Day)>();
        foreach (var run in runs)
        {
            if (run is { From: { } from, To: { } to })
            {
                // A reading moves the boundaries within 30 minutes of it: those of its own day, and maybe of a neighbour.
                dirty.Add((run.Meter.Id, run.Day));
                dirty.Add((run.Meter.Id, ParisDay.Containing(from.At - HalfHour.Duration)));
                dirty.Add((run.Meter.Id, ParisDay.Containing(to.At + HalfHour.Duration)));
            }
        }

        await AddSilencesAsync(transaction, [.. runs.Where(run => run.From is not null)], dirty);
        dirty.RemoveWhere(one => !memory.MarkDirty(one.MeterId, one.Day));
        if (dirty.Count > 0)
        {
            // In one order for all writers: two that mark the same days never wait for each other in a circle.
            var sorted = dirty.Order().ToList();
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
    static async Task AddSilencesAsync(
        PgTransaction transaction, List<DayRun> runs, HashSet<(int MeterId, ParisDay Day)> dirty)
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
                AddBetween(run.Meter.Id, before, run.From.Value, dirty);
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
                Before: row.IsDBNull(1) ? default(IndexSample?) : new(row.Instant(1), row.OptionalLong(2)),
                After: row.IsDBNull(3) ? default(IndexSample?) : new(row.Instant(3), row.OptionalLong(4))),
            late.Select(run => run.Meter.Id).ToArray(),
            late.Select(run => Parameters.Utc(run.From!.Value.At)).ToArray(),
            late.Select(run => Parameters.Utc(run.To!.Value.At)).ToArray());
        foreach (var (run, before, after) in neighbours)
        {
            AddBetween(run.Meter.Id, before, run.From!.Value, dirty);
            AddBetween(run.Meter.Id, run.To!.Value, after, dirty);
        }
    }

    static void AddBetween(
        int meterId, IndexSample? before, IndexSample? after, HashSet<(int MeterId, ParisDay Day)> dirty)
    {
        if (before is not { } start || after is not { } end || end.At - start.At <= HalfHour.Duration)
        {
            return;
        }

        var (first, last) = (ParisDay.Containing(start.At), ParisDay.Containing(end.At));
        dirty.Add((meterId, first));
        dirty.Add((meterId, last));
        if (start.ImportWh == end.ImportWh && end.At.UnixSeconds - start.At.UnixSeconds <= Silence.LongestSeconds)
        {
            for (var day = first; day < last; day = day.Next)
            {
                dirty.Add((meterId, day));
            }
        }
    }
}
