using System.Globalization;
using System.Text;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Turns readings into messages of <c>oya.readings</c>: one meter each, in the order of the readings.
/// </summary>
sealed class ReadingRecords(KafkaLogOptions options)
{
    /// <summary>The value of the header <c>ce_type</c>: the schema.</summary>
    public const string Schema = "oya.metering.v1.ReadingBatch";

    public const string TypeHeader = "ce_type";

    // Identifies this producer. Together with a number it identifies each of its batches.
    readonly string _producer = Guid.NewGuid().ToString("N");
    readonly ReadingCodec _codec = new();
    readonly Dictionary<MeterAddress, int> _groups = [];
    readonly Lock _lock = new();
    long _batches;

    public List<KafkaRecord> Create(ReadOnlySpan<Reading> readings)
    {
        lock (_lock)
        {
            var records = new List<KafkaRecord>();
            if (IsOfOneMeter(readings))
            {
                Add(readings, records);
                return records;
            }

            var (sorted, ends) = ByMeter(readings);
            var from = 0;
            foreach (var end in ends)
            {
                Add(sorted.AsSpan(from..end), records);
                from = end;
            }

            return records;
        }
    }

    /// <summary>
    /// Splits a message that is too large for the broker in two. Empty when it holds a single reading.
    /// </summary>
    public IReadOnlyList<KafkaRecord> Halves(KafkaRecord record)
    {
        lock (_lock)
        {
            var readings = _codec.Decode(record.Message.Value);
            var halves = new List<KafkaRecord>();
            if (readings.Length > 1)
            {
                Add(readings.AsSpan(0, readings.Length / 2), halves);
                Add(readings.AsSpan(readings.Length / 2), halves);
            }

            return halves;
        }
    }

    static bool IsOfOneMeter(ReadOnlySpan<Reading> readings)
    {
        foreach (ref readonly var reading in readings)
        {
            if (reading.Meter != readings[0].Meter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The readings grouped by meter, in their order within each meter, and where each group ends.</summary>
    (Reading[] Sorted, int[] Ends) ByMeter(ReadOnlySpan<Reading> readings)
    {
        _groups.Clear();
        var groups = new int[readings.Length];
        var ends = new List<int>();
        for (var i = 0; i < readings.Length; i++)
        {
            // Readings come meter by meter or frame by frame: the previous one is often of the same meter.
            var meter = readings[i].Meter;
            if (i > 0 && meter == readings[i - 1].Meter)
            {
                groups[i] = groups[i - 1];
            }
            else if (!_groups.TryGetValue(meter, out groups[i]))
            {
                _groups.Add(meter, groups[i] = ends.Count);
                ends.Add(0);
            }

            ends[groups[i]]++;
        }

        var next = new int[ends.Count];
        for (var (i, sum) = (0, 0); i < next.Length; i++)
        {
            next[i] = sum;
            sum += ends[i];
            ends[i] = sum;
        }

        var sorted = new Reading[readings.Length];
        for (var i = 0; i < readings.Length; i++)
        {
            sorted[next[groups[i]]++] = readings[i];
        }

        return (sorted, [.. ends]);
    }

    void Add(ReadOnlySpan<Reading> readings, List<KafkaRecord> records)
    {
        while (!readings.IsEmpty)
        {
            var value = _codec.Encode(readings, out var taken);
            var meter = readings[0].Meter;
            records.Add(new(options.Topic, new()
            {
                Key = Encoding.ASCII.GetBytes(meter.ToDigits()),
                Value = value,
                Headers = KafkaRecord.Headers(
                    ("ce_specversion", "1.0"),
                    ("ce_id", string.Create(CultureInfo.InvariantCulture, $"{_producer}-{++_batches}")),
                    (TypeHeader, Schema),
                    ("ce_source", options.Source),
                    ("ce_time", options.Clock.GetUtcNow().ToString(
                        "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
                    ("content-type", "application/protobuf")),
            }, meter.Value));
            readings = readings[taken..];
        }
    }
}
