using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// The same rows for all measurements: one reading a minute of many meters, in messages of 20 readings of one meter,
/// and in batches of 10 000 readings of one partition.
/// </summary>
sealed class LoadPlan(Fleet fleet, long rows)
{
    public const int MessageReadings = 20, BatchRows = 10_000, Partitions = 12;

    readonly MinuteReadings _readings = new(fleet);

    public Fleet Fleet => fleet;

    public int Meters => fleet.Meters;

    /// <summary>Rounded up to complete messages of all meters.</summary>
    public long Minutes { get; } = (rows / fleet.Meters + MessageReadings - 1) / MessageReadings * MessageReadings;

    public long Rows => Minutes * Meters;

    public MeterAddress Address(int meter) => _readings.Address(meter);

    /// <summary>Fills 20 minutes of all meters: one message per meter.</summary>
    public void FillSlice(Span<Reading> slice, long minute)
    {
        for (var meter = 0; meter < Meters; meter++)
        {
            _readings.Fill(slice.Slice(meter * MessageReadings, MessageReadings), meter, minute);
        }
    }

    /// <summary>Batches in the order of the primary key, each with the meters of one partition.</summary>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The minute after the last.</param>
    /// <param name="buffer">Holds the current batch.</param>
    public IEnumerable<(int Partition, int[] Meters, int Minutes, Memory<Reading> Rows)> Batches(
        long from, long to, Reading[] buffer)
    {
        var groups = Enumerable.Range(0, Partitions).Select(GetMeters).Where(meters => meters.Length > 0).ToArray();
        var step = Math.Max(1, BatchRows / groups.Max(meters => meters.Length));
        for (var minute = from; minute < to; minute += step)
        {
            var minutes = (int)Math.Min(step, to - minute);
            for (var partition = 0; partition < groups.Length; partition++)
            {
                var meters = groups[partition];
                for (var i = 0; i < meters.Length; i++)
                {
                    _readings.Fill(buffer.AsSpan(i * minutes, minutes), meters[i], minute);
                }

                yield return (partition, meters, minutes, buffer.AsMemory(0, meters.Length * minutes));
            }
        }
    }

    /// <summary>
    /// The meters of a partition. Kafka distributes them by a hash of their address; taking them in turn is as even.
    /// </summary>
    public int[] GetMeters(int partition) =>
        [.. Enumerable.Range(0, Meters).Where(meter => meter % Partitions == partition)];
}
