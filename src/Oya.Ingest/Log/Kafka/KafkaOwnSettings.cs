namespace Oya.Ingest;

/// <summary>
/// The settings that guarantee that no reading is lost or reordered: the defaults, the forced values, and why.
/// </summary>
static class KafkaOwnSettings
{
    /// <summary>Producer settings that a user can override.</summary>
    public static IReadOnlyDictionary<string, string> ProducerDefaults { get; } = new Dictionary<string, string>
    {
        ["client.id"] = "oya",
        // 34 bytes a reading before compression, about 10 after. The cheapest codec for the side that decompresses.
        ["compression.type"] = "lz4",
        ["linger.ms"] = "20",
        // When this is full, AppendAsync waits: readings are kept at their source, not here.
        ["queue.buffering.max.kbytes"] = "65536",
        ["socket.keepalive.enable"] = "true",
        // A missing topic is reported after five seconds, not after thirty.
        ["topic.metadata.propagation.max.ms"] = "5000",
        ["topic.metadata.refresh.interval.ms"] = "10000",
        ["reconnect.backoff.max.ms"] = "5000",
    };

    /// <summary>Producer settings that a user cannot override.</summary>
    public static IReadOnlyDictionary<string, string> ProducerForced { get; } = new Dictionary<string, string>
    {
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        // No timeout: with the default of five minutes, readings are lost when a broker is away for ten.
        ["message.timeout.ms"] = "0",
        ["partitioner"] = "murmur2_random",
        ["dotnet.producer.delivery.report.fields"] = "status",
    };

    /// <summary>Consumer settings that a user can override.</summary>
    public static IReadOnlyDictionary<string, string> ConsumerDefaults { get; } = new Dictionary<string, string>
    {
        ["client.id"] = "oya",
        ["group.id"] = KafkaLogOptions.DefaultGroup,
        // For all partitions together: what waits in the client while the store is slow.
        ["queued.max.messages.kbytes"] = "16384",
        ["socket.keepalive.enable"] = "true",
        // A new topic, or a newly granted right, is seen after ten seconds, not after five minutes.
        ["topic.metadata.refresh.interval.ms"] = "10000",
        ["reconnect.backoff.max.ms"] = "5000",
        ["fetch.wait.max.ms"] = "100",
    };

    /// <summary>Consumer settings that a user cannot override.</summary>
    public static IReadOnlyDictionary<string, string> ConsumerForced { get; } = new Dictionary<string, string>
    {
        // Only offsets that the store has committed are stored in Kafka, and only for tools that show the progress of
        // a group.
        ["enable.auto.offset.store"] = "false",
        ["enable.auto.commit"] = "true",
        // An offset that the log no longer has is a hole that must be reported, never skipped silently.
        ["auto.offset.reset"] = "error",
        ["enable.partition.eof"] = "true",
    };

    const string Store = "the store decides where reading continues, not Kafka",
        Replicas = "a reading is released here only when all replicas have it";

    static readonly Dictionary<string, (string[] Allowed, string Reason)> Rules = new(StringComparer.Ordinal)
    {
        ["enable.idempotence"] = (["true"], "without it a retry may reorder or duplicate readings"),
        ["acks"] = (["all", "-1"], Replicas),
        ["request.required.acks"] = (["all", "-1"], Replicas),
        ["message.timeout.ms"] = (["0"], "readings would be lost when a broker is away longer; 0 waits without limit"),
        ["delivery.timeout.ms"] = (["0"], "readings would be lost when a broker is away longer; 0 waits without limit"),
        ["retries"] = ([], "failed messages are retried without limit"),
        ["message.send.max.retries"] = ([], "failed messages are retried without limit"),
        ["partitioner"] = (
            ["murmur2_random"], "every program must put the readings of a meter into the same partition"),
        ["transactional.id"] = ([], "offsets are kept in the store's transactions, not in Kafka's"),
        ["delivery.report.only.error"] = (["false"], "a message is released only when its delivery is reported"),
        ["enable.gapless.guarantee"] = (["false"], "failed messages are retried in their order"),
        ["queuing.strategy"] = (["fifo"], "the readings of a meter must keep their order"),
        ["enable.auto.commit"] = ([], Store),
        ["auto.commit.enable"] = ([], Store),
        ["enable.auto.offset.store"] = (["false"], Store),
        ["auto.offset.reset"] = (["error"], Store),
        ["enable.partition.eof"] = (["true"], "it shows that a partition is read to its end"),
        ["offset.store.method"] = ([], Store),
        ["partition.assignment.strategy"] = (
            ["cooperative-sticky"],
            "the other strategies stop all readers of the group whenever a reader joins or leaves"),
    };

    /// <summary>Rejects a value that would break these guarantees.</summary>
    /// <exception cref="LogException">The value is not allowed; the message gives the reason.</exception>
    public static void Check(string name, string value)
    {
        if (Rules.TryGetValue(name, out var rule) && !rule.Allowed.Contains(value))
        {
            throw new LogException($"{name} cannot be changed: {rule.Reason}", "leave it out")
            {
                IsConfiguration = true,
            };
        }
    }
}
