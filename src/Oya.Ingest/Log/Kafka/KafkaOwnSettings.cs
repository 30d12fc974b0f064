namespace Oya.Ingest;

/// <summary>
/// Settings on which it rests that nothing is lost or disordered: the defaults, what must be, and why.
/// </summary>
static class KafkaOwnSettings
{
    /// <summary>What producers have unless a person says otherwise.</summary>
    public static IReadOnlyDictionary<string, string> ProducerDefaults { get; } = new Dictionary<string, string>
    {
        ["client.id"] = "oya",
        // 34 bytes a reading before, about 10 after; the cheapest codec for whoever decompresses.
        ["compression.type"] = "lz4",
        ["linger.ms"] = "20",
        // Whoever appends waits when this is full: readings are kept where they came from, not here.
        ["queue.buffering.max.kbytes"] = "65536",
        ["socket.keepalive.enable"] = "true",
        // A topic that is not there is reported after five seconds, not after thirty.
        ["topic.metadata.propagation.max.ms"] = "5000",
        ["topic.metadata.refresh.interval.ms"] = "10000",
        ["reconnect.backoff.max.ms"] = "5000",
    };

    /// <summary>What producers have whatever a person says.</summary>
    public static IReadOnlyDictionary<string, string> ProducerForced { get; } = new Dictionary<string, string>
    {
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        // Without an end: the five minutes of the default are how readings are lost when a broker is away for ten.
        ["message.timeout.ms"] = "0",
        ["partitioner"] = "murmur2_random",
        ["dotnet.producer.delivery.report.fields"] = "status",
    };

    /// <summary>What consumers have unless a person says otherwise.</summary>
    public static IReadOnlyDictionary<string, string> ConsumerDefaults { get; } = new Dictionary<string, string>
    {
        ["client.id"] = "oya",
        ["group.id"] = KafkaLogOptions.DefaultGroup,
        // All partitions together: what waits in the client while the store is slow.
        ["queued.max.messages.kbytes"] = "16384",
        ["socket.keepalive.enable"] = "true",
        // A topic that was made, or a right that was given, is seen after ten seconds, not after five minutes.
        ["topic.metadata.refresh.interval.ms"] = "10000",
        ["reconnect.backoff.max.ms"] = "5000",
        ["fetch.wait.max.ms"] = "100",
    };

    /// <summary>What consumers have whatever a person says.</summary>
    public static IReadOnlyDictionary<string, string> ConsumerForced { get; } = new Dictionary<string, string>
    {
        // Only offsets that the store has committed are stored, and these only for tools that show how far a group is.
        ["enable.auto.offset.store"] = "false",
        ["enable.auto.commit"] = "true",
        // An offset that the log does not have is a hole to be told, never a jump.
        ["auto.offset.reset"] = "error",
        ["enable.partition.eof"] = "true",
    };

    const string Store = "the store says where reading goes on, not Kafka",
        Replicas = "a reading is forgotten here when all replicas have it, not earlier";

    static readonly Dictionary<string, (string[] Allowed, string Reason)> Ours = new(StringComparer.Ordinal)
    {
        ["enable.idempotence"] = (["true"], "without it a retry may disorder or double readings"),
        ["acks"] = (["all", "-1"], Replicas),
        ["request.required.acks"] = (["all", "-1"], Replicas),
        ["message.timeout.ms"] = (["0"], "a broker that is away longer would cost readings; 0 waits without an end"),
        ["delivery.timeout.ms"] = (["0"], "a broker that is away longer would cost readings; 0 waits without an end"),
        ["retries"] = ([], "what fails is tried again without an end"),
        ["message.send.max.retries"] = ([], "what fails is tried again without an end"),
        ["partitioner"] = (
            ["murmur2_random"], "the readings of a meter stand in one partition, the same for every program"),
        ["transactional.id"] = ([], "offsets are kept in the store's transactions, not in Kafka's"),
        ["delivery.report.only.error"] = (["false"], "nothing is forgotten before it is reported"),
        ["enable.gapless.guarantee"] = (["false"], "what fails is tried again in its order"),
        ["queuing.strategy"] = (["fifo"], "readings stay in their order"),
        ["enable.auto.commit"] = ([], Store),
        ["auto.commit.enable"] = ([], Store),
        ["enable.auto.offset.store"] = (["false"], Store),
        ["auto.offset.reset"] = (["error"], Store),
        ["enable.partition.eof"] = (["true"], "it tells that a partition is read to its end"),
        ["offset.store.method"] = ([], Store),
        ["partition.assignment.strategy"] = (
            ["cooperative-sticky"], "the others stop all readers of the group whenever one comes or goes"),
    };

    /// <summary>Refuses a value that would undo what is promised.</summary>
    /// <exception cref="LogException">With the reason.</exception>
    public static void Check(string name, string value)
    {
        if (Ours.TryGetValue(name, out var ours) && !ours.Allowed.Contains(value))
        {
            throw new LogException($"{name} is not for the taking: {ours.Reason}", "leave it out")
            {
                IsConfiguration = true,
            };
        }
    }
}
