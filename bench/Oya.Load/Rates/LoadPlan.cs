using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// The same rows for all that is measured: a reading a minute of many meters, in messages of 20 of one meter, and in
/// batches of 10 000 as a partition gives them.
/// </summary>
sealed class LoadPlan(Fleet fleet, long rows)
{
    public const int MessageReadings = 20, BatchRows = 10_000, Partitions = 12;

    readonly MinuteReadings _readings = new(fleet);

    public Fleet Fleet => fleet;

    public int Meters => fleet.Meters;

    /// <summary>Whole messages of all meters.</summary>
    public long Minutes { get; } = (rows / fleet.Meters + MessageReadings - 1) / MessageReadings * MessageReadings;

    public long Rows => Minutes * Meters;

    public MeterAddress Address(int meter) => _readings.Address(meter);

    /// <summary>20 minutes of all meters: as many messages.</summary>
    public void FillSlice(Span<Reading> slice, long minute)
    {
        for (var meter = 0; meter < Meters; meter++)
        {
            _readings.Fill(slice.Slice(meter * MessageReadings, MessageReadings), meter, minute);
        }
    }

    /// <summary>Batches in the order of the table's key, each of the meters of one partition.</summary>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The minute after the last.</param>
    /// <param name="buffer">Holds the batch at hand.</param>
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

    /// <summary>Meters are spread over the partitions by a hash of their address; in turn is as even.</summary>
    public int[] GetMeters(int partition) =>
        [.. Enumerable.Range(0, Meters).Where(meter => meter % Partitions == partition)];
}
