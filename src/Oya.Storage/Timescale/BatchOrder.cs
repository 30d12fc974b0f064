using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// A batch in the order of the table's key: rows that come sorted cost the index a quarter less, and the readings of a
/// meter's day lie together.
/// </summary>
static class BatchOrder
{
    /// <summary>Places of readings by meter, instant, and as they came; and the runs of a meter and day among them.</summary>
    public static (int[] Order, List<DayRun> Runs) Create(ReadOnlySpan<Reading> batch, WriterCache memory)
    {
        // Counted, not compared: the readings of each meter mostly come in their order.
        var (owner, meters) = Meters(batch, memory);
        var places = new int[meters.Count];
        foreach (var meter in owner)
        {
            places[meter]++;
        }

        int[] byNumber = [.. Enumerable.Range(0, meters.Count).OrderBy(meter => meters[meter].Id)];
        var start = 0;
        foreach (var meter in byNumber)
        {
            (places[meter], start) = (start, start + places[meter]);
        }

        var order = new int[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            order[places[owner[i]]++] = i;
        }

        var runs = new List<DayRun>();
        start = 0;
        foreach (var meter in byNumber)
        {
            var end = places[meter];
            SortByInstant(batch, order.AsSpan(start, end - start));
            AddRuns(batch, order, meters[meter], start, end, runs);
            start = end;
        }

        return (order, runs);
    }

    /// <summary>The meters of a batch, and which of them each reading is of.</summary>
    static (int[] Owner, List<CachedMeter> Meters) Meters(ReadOnlySpan<Reading> batch, WriterCache memory)
    {
        var owner = new int[batch.Length];
        var meters = new List<CachedMeter>();
        var numbers = new Dictionary<MeterAddress, int>();
        for (var i = 0; i < batch.Length; i++)
        {
            // Readings come in messages of one meter each: most are of the meter of the one before.
            var address = batch[i].Meter;
            if (i > 0 && address == batch[i - 1].Meter)
            {
                owner[i] = owner[i - 1];
            }
            else if (!numbers.TryGetValue(address, out owner[i]))
            {
                owner[i] = numbers[address] = meters.Count;
                meters.Add(memory.Find(address)!);
            }
        }

        return (owner, meters);
    }

    static void SortByInstant(ReadOnlySpan<Reading> batch, Span<int> order)
    {
        var i = 1;
        while (i < order.Length && batch[order[i - 1]].At <= batch[order[i]].At)
        {
            i++;
        }

        if (i >= order.Length)
        {
            return;
        }

        var keys = new (long At, int Index)[order.Length];
        for (i = 0; i < keys.Length; i++)
        {
            keys[i] = (batch[order[i]].At.UnixSeconds, order[i]);
        }

        Array.Sort(keys);
        for (i = 0; i < keys.Length; i++)
        {
            order[i] = keys[i].Index;
        }
    }

    static void AddRuns(
        ReadOnlySpan<Reading> batch, int[] order, CachedMeter meter, int start, int end, List<DayRun> runs)
    {
        while (start < end)
        {
            var day = ParisDay.Containing(batch[order[start]].At);
            var dayEnd = day.End;
            var next = start + 1;
            while (next < end && batch[order[next]].At < dayEnd)
            {
                next++;
            }

            runs.Add(new(meter, day, start, next));
            start = next;
        }
    }
}
