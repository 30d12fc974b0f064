using System.Text;
using Confluent.Kafka;
using Oya.Ingest;

namespace Oya.Load;

/// <summary>Compares the dead letters with the invalid messages that were written into the topic.</summary>
/// <param name="Letters">The number of dead letters.</param>
/// <param name="Missing">Invalid messages without a dead letter.</param>
/// <param name="Unexplained">Dead letters without a reason, or with the offset of another message.</param>
/// <param name="Reasons">The number of dead letters by reason.</param>
sealed record DeadLetterCheck(long Letters, long Missing, long Unexplained, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>Reads the dead-letter topic to its end.</summary>
    public static DeadLetterCheck Run(string servers, IReadOnlyDictionary<int, TopicPartitionOffset> put)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = "oya-load",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        }).Build();
        consumer.Assign(new TopicPartitionOffset(KafkaTopics.Dead, 0, Offset.Beginning));
        var found = new HashSet<int>();
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        long letters = 0, unexplained = 0;
        while (consumer.Consume(TimeSpan.FromSeconds(30)) is { IsPartitionEOF: false } letter)
        {
            letters++;
            var number = int.Parse(Text(letter, BadMessage.NumberHeader) ?? "-1", CultureInfo.InvariantCulture);
            var reason = Text(letter, "oya_reason") ?? "";
            var isValid = put.TryGetValue(number, out var origin) && reason.Length > 0
                && Text(letter, "oya_partition") == origin.Partition.Value.ToString(CultureInfo.InvariantCulture)
                && Text(letter, "oya_offset") == origin.Offset.Value.ToString(CultureInfo.InvariantCulture);
            unexplained += isValid ? 0 : 1;
            found.Add(number);
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        return new(letters, put.Keys.Count(number => !found.Contains(number)), unexplained, reasons);
    }

    static string? Text(ConsumeResult<byte[], byte[]> letter, string header) =>
        letter.Message.Headers.TryGetLastBytes(header, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
