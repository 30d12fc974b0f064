using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Copies messages that cannot be decoded to a topic of their own, unchanged, with the reason and their origin.
/// </summary>
static class DeadLetters
{
    // The length that remains of a key, value or header when the key or the headers alone are too large.
    const int MinBytes = 1024;

    // Below the broker's default limit for a message (1 MB), with room for the added headers.
    const int MaxBytes = 900_000;

    public static KafkaRecord Create(ConsumeResult<byte[], byte[]> bad, string reason, string deadTopic)
    {
        var headers = new Headers();
        foreach (var header in bad.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add(headers, "oya_reason", reason);
        Add(headers, "oya_topic", bad.Topic);
        Add(headers, "oya_partition", bad.Partition.Value.ToString(CultureInfo.InvariantCulture));
        Add(headers, "oya_offset", bad.Offset.Value.ToString(CultureInfo.InvariantCulture));
        return new(
            deadTopic, new() { Key = bad.Message.Key, Value = bad.Message.Value, Headers = headers },
            bad.Partition.Value);
    }

    /// <summary>Shortens a message that is too large for the topic: its beginning, and its original length.</summary>
    public static IReadOnlyList<KafkaRecord> Cut(KafkaRecord record)
    {
        var value = record.Message.Value ?? [];
        var length = value.Length > MaxBytes ? MaxBytes : value.Length / 2;
        if (length < MinBytes)
        {
            return [Summary(record)];
        }

        var headers = record.Message.Headers;
        if (!headers.Any(header => header.Key == "oya_bytes"))
        {
            Add(headers, "oya_bytes", value.Length.ToString(CultureInfo.InvariantCulture));
        }

        return
        [
            record with { Message = new() { Key = record.Message.Key, Value = value[..length], Headers = headers } },
        ];
    }

    /// <summary>The reason and the origin, and the beginnings of key and value. This always fits.</summary>
    static KafkaRecord Summary(KafkaRecord record)
    {
        var headers = new Headers();
        foreach (var header in record.Message.Headers
            .Where(header => header.Key.StartsWith("oya_", StringComparison.Ordinal)))
        {
            headers.Add(header.Key, Beginning(header.GetValueBytes()));
        }

        return record with
        {
            Message = new()
            {
                Key = Beginning(record.Message.Key), Value = Beginning(record.Message.Value), Headers = headers,
            },
        };

        static byte[] Beginning(byte[]? bytes) => bytes is null ? [] : bytes[..Math.Min(bytes.Length, MinBytes)];
    }

    static void Add(Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));
}
