namespace Oya.Ingest;

/// <summary>How readings travel through Kafka.</summary>
public sealed record KafkaLogOptions
{
    /// <summary>The consumer group of ingesters, unless <c>-X group.id</c> says another.</summary>
    public const string DefaultGroup = "oya-ingest";

    /// <summary>The topic of readings.</summary>
    public string Topic { get; init; } = KafkaTopics.Readings;

    /// <summary>The topic of messages that are none.</summary>
    public string DeadTopic { get; init; } = KafkaTopics.Dead;

    /// <summary>Readings after which a segment is handed on: what a database commits at once with profit.</summary>
    public int SegmentReadings { get; init; } = 10_000;

    /// <summary>The longest that a reading waits for others of its partition.</summary>
    public TimeSpan SegmentTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Ends reading when the store has all that stood in the log at the start, whoever of the group has stored it, instead of
    /// waiting for more.
    /// </summary>
    public bool UntilEnd { get; init; }

    /// <summary>Who appends, as the messages name it (<c>ce_source</c>).</summary>
    public string Source { get; init; } = "/oya";

    /// <summary>Told what a person should know: that the broker is away or back, what to mend, what was lost.</summary>
    public Action<string> Notify { get; init; } = static _ => { };

    /// <summary>Words what to do about a problem that is reported; a program may know how it is called.</summary>
    public Func<LogProblem, string> Advise { get; init; } = static problem => problem.Remedy;

    /// <summary>False where no controller can be asked for the id of a topic: librdkafka's mock of a cluster has none.</summary>
    internal bool HasTopicIds { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
