using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// A batch in the order of the table's key: rows that come sorted cost the index a quarter less, and the readings of a
/// meter's day lie together.
/// </summary>
static class BatchOrder
{
    /// <summary>Places of readings by meter, instant, and as they came; and the runs of a meter and day among them.</summary>
    public static (int[] Order, List<DayRun> Runs) Of(ReadOnlySpan<Reading> batch, WriterMemory memory)
    {
        var keys = new (int MeterId, long At, int Index)[batch.Length];
        MeterAddress address = new(-1);
        var meters = new Dictionary<int, MeterMemory>();
        var id = 0;
        for (var i = 0; i < batch.Length; i++)
        {
            // Readings come in messages of one meter each: most are of the meter of the one before.
            if (batch[i].Meter != address)
            {
                address = batch[i].Meter;
                var meter = memory.Find(address)!;
                meters[id = meter.Id] = meter;
            }

            keys[i] = (id, batch[i].At.UnixSeconds, i);
        }

        if (!IsSorted(keys))
        {
            keys.AsSpan().Sort(static (a, b) =>
                a.MeterId != b.MeterId ? a.MeterId.CompareTo(b.MeterId)
                : a.At != b.At ? a.At.CompareTo(b.At)
                : a.Index.CompareTo(b.Index));
        }

        var order = new int[keys.Length];
        var runs = new List<DayRun>();
        for (var start = 0; start < keys.Length;)
        {
            var day = ParisDay.Of(new(keys[start].At));
            var dayEnd = day.End.UnixSeconds;
            var end = start;
            while (end < keys.Length && keys[end].MeterId == keys[start].MeterId && keys[end].At < dayEnd)
            {
                order[end] = keys[end].Index;
                end++;
            }

            runs.Add(new(meters[keys[start].MeterId], day, start, end));
            start = end;
        }

        return (order, runs);
    }

    static bool IsSorted(ReadOnlySpan<(int MeterId, long At, int Index)> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i].MeterId < keys[i - 1].MeterId
                || (keys[i].MeterId == keys[i - 1].MeterId && keys[i].At < keys[i - 1].At))
            {
                return false;
            }
        }

        return true;
    }
}
