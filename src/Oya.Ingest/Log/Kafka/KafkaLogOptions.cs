namespace Oya.Ingest;

/// <summary>Options of the Kafka log.</summary>
public sealed record KafkaLogOptions
{
    /// <summary>The consumer group of ingesters, unless <c>-X group.id</c> sets another.</summary>
    public const string DefaultGroup = "oya-ingest";

    /// <summary>The topic of readings.</summary>
    public string Topic { get; init; } = KafkaTopics.Readings;

    /// <summary>The topic of messages that cannot be decoded.</summary>
    public string DeadTopic { get; init; } = KafkaTopics.Dead;

    /// <summary>Readings after which a segment is handed over: a batch that a database commits efficiently.</summary>
    public int SegmentReadings { get; init; } = 10_000;

    /// <summary>The longest time that a reading waits for more readings of its partition.</summary>
    public TimeSpan SegmentTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Ends reading when the store has everything that was in the log at the start, no matter which reader of the
    /// group stored it. Otherwise reading waits for more.
    /// </summary>
    public bool UntilEnd { get; init; }

    /// <summary>The name of the appending program in the messages (<c>ce_source</c>).</summary>
    public string Source { get; init; } = "/oya";

    /// <summary>Receives messages for a person: the broker is away or back, what to fix, what was lost.</summary>
    public Action<string> Notify { get; init; } = static _ => { };

    /// <summary>Words the remedy of a reported problem. A program can name its own commands in it.</summary>
    public Func<LogProblem, string> Advise { get; init; } = static problem => problem.Remedy;

    /// <summary>
    /// False when no controller can be asked for the id of a topic: librdkafka's mock cluster has none.
    /// </summary>
    internal bool HasTopicIds { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
