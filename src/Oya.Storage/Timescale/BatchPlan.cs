using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What storing a batch comes to: rows that are added and rows that go. Made in memory from what is known of the meters.
/// </summary>
/// <remarks>
/// A reading that a permit covers is added. Of the others only the first and the last of each Paris day stay: they
/// bracket its midnights. Which ones those are is known when the day is over, so each batch adds its own first and last
/// when they lie outside what the day has, and what comes to lie inside goes. The rows that are left do not depend on
/// the order of arrival, nor on how often it is done.
/// </remarks>
sealed class BatchPlan
{
    readonly List<int> _covered = [];

    public List<NewRow> Added { get; } = [];

    public List<(int MeterId, Instant At)> Removed { get; } = [];

    public long Duplicate { get; private set; }

    public long Conflict { get; private set; }

    public long NotKept { get; private set; }

    public long ForeignPrm { get; private set; }

    /// <summary>Plans a run; runs of a meter come in the order of their days.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="order">Its order.</param>
    /// <param name="run">The run.</param>
    /// <param name="ends">The ends of its day as they are stored.</param>
    /// <returns>The ends of its day afterwards.</returns>
    public DayEnds Add(ReadOnlySpan<Reading> batch, int[] order, DayRun run, DayEnds ends)
    {
        int first = -1, last = -1;
        var after = ends;
        _covered.Clear();
        foreach (var index in order.AsSpan(run.Start, run.End - run.Start))
        {
            ref readonly var reading = ref batch[index];
            var permission = Occupancy.Check(run.Meter.Occupancies, reading, out var since);
            if (permission == Permission.Granted)
            {
                if (_covered.Count > 0 && batch[_covered[^1]].At == reading.At)
                {
                    CountSecond(batch[_covered[^1]], reading);
                    continue;
                }

                _covered.Add(index);
                Added.Add(new(index, since, run));
                after = after.With(reading.At, isUnpermitted: false);
                continue;
            }

            ForeignPrm += permission == Permission.ForeignPrm ? 1 : 0;
            NotKept++;
            first = first < 0 ? index : first;
            // Of two of the same second the first stays, here as in the table.
            last = last < 0 || batch[last].At < reading.At ? index : last;
        }

        return first < 0 && !ends.FirstIsUnpermitted && !ends.LastIsUnpermitted ? after : AddEnds(batch, run, ends, after, first, last);
    }

    /// <summary>Readings without a permit: the first and the last of the run, as far as they are those of the day.</summary>
    DayEnds AddEnds(ReadOnlySpan<Reading> batch, DayRun run, DayEnds ends, DayEnds after, int first, int last)
    {
        var isFirst = first >= 0 && (after.First is null || batch[first].At <= after.First);
        var isLast = first >= 0 && (batch[last].At != batch[first].At || !isFirst)
            && (after.Last is null || batch[last].At >= after.Last);
        var final = after;
        final = isFirst ? final.With(batch[first].At, isUnpermitted: true) : final;
        final = isLast ? final.With(batch[last].At, isUnpermitted: true) : final;
        if (isFirst)
        {
            AddEnd(batch, run, first, final);
        }

        if (isLast)
        {
            AddEnd(batch, run, last, final);
        }

        Remove(run, ends.FirstIsUnpermitted ? ends.First : null, final);
        Remove(run, ends.LastIsUnpermitted && ends.Last != ends.First ? ends.Last : null, final);
        return final;
    }

    void AddEnd(ReadOnlySpan<Reading> batch, DayRun run, int index, DayEnds final)
    {
        var at = batch[index].At;
        foreach (var covered in _covered)
        {
            if (batch[covered].At == at)
            {
                NotKept--;
                CountSecond(batch[covered], batch[index]);
                return;
            }
        }

        if (at == final.First || at == final.Last)
        {
            NotKept--;
            Added.Add(new(index, Since: null, run));
        }
    }

    void Remove(DayRun run, Instant? unpermitted, DayEnds final)
    {
        if (unpermitted is { } at && at != final.First && at != final.Last)
        {
            NotKept++;
            Removed.Add((run.Meter.Id, at));
        }
    }

    void CountSecond(in Reading there, in Reading reading)
    {
        if (MeterCurve.AreEquivalent(there, reading))
        {
            Duplicate++;
        }
        else
        {
            Conflict++;
        }
    }
}
