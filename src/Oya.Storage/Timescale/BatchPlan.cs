using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// The changes that storing a batch makes: rows to add and rows to remove. Computed in memory from the cached state
/// of the meters.
/// </summary>
/// <remarks>
/// A reading that a permit covers is added. Of the other readings only the first and the last of each Paris day are
/// kept, because they bracket its midnights. Which ones those are is known only when the day is over. Each batch
/// therefore adds its own first and last when they are outside the stored ends of the day, and removes rows that are
/// now inside. The remaining rows do not depend on the order of arrival, nor on how often a batch is stored.
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

    /// <summary>Plans a run. The runs of a meter must come in the order of their days.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="order">The sorted indexes of the batch.</param>
    /// <param name="run">The run.</param>
    /// <param name="ends">The ends of the run's day as stored.</param>
    /// <returns>The ends of the day after the run.</returns>
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
                    CountRepeated(batch[_covered[^1]], reading);
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
            // Of two readings of the same second the first is kept, here as in the table.
            last = last < 0 || batch[last].At < reading.At ? index : last;
        }

        return first < 0 && !ends.FirstIsUnpermitted && !ends.LastIsUnpermitted
            ? after
            : AddEnds(batch, run, ends, after, first, last);
    }

    /// <summary>
    /// Adds the first and the last unpermitted reading of the run, if they are the first or the last of the day.
    /// </summary>
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
                CountRepeated(batch[covered], batch[index]);
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

    void CountRepeated(in Reading existing, in Reading reading)
    {
        if (MeterCurve.AreEquivalent(existing, reading))
        {
            Duplicate++;
        }
        else
        {
            Conflict++;
        }
    }
}
