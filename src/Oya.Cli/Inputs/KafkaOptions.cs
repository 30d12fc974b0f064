using System.CommandLine;
using Oya.Ingest;

namespace Oya.Cli.Inputs;

/// <summary>Selects the log of a command, and configures Kafka.</summary>
static class KafkaOptions
{
    const string InProcess = "in-process", Kafka = "kafka";

    public static Option<string?> Log { get; } = CreateLogOption();

    public static Option<string[]?> Setting { get; } = new("-X")
    {
        Description = "a setting of the Kafka client (librdkafka), also as OYA_KAFKA_NAME; do not put secrets here",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Topic { get; } = new("--topic")
    {
        Description = $"the topic of readings (default {KafkaTopics.Readings})",
        HelpName = "NAME",
    };

    public static bool IsKafka(CommandContext context) => context.Get(Log) == Kafka;

    /// <exception cref="LogException">A setting is invalid, or the Kafka servers are not configured.</exception>
    public static KafkaSettings Settings(CommandContext context) =>
        KafkaSettings.Read(context.Get(Setting) ?? [], context.Terminal.Variables());

    public static KafkaLogOptions CreateLogOptions(CommandContext context)
    {
        var topic = context.Get(Topic) ?? KafkaTopics.Readings;
        return new()
        {
            Topic = topic,
            DeadTopic = topic + KafkaTopics.DeadEnding,
            Source = $"/oya/{System.Environment.MachineName}",
            Notify = context.Warn,
            Advise = Remedies.Get,
        };
    }

    static Option<string?> CreateLogOption()
    {
        var option = new Option<string?>("--log")
        {
            Description = "the log of the readings: in-process (default), or kafka (then oya ingest stores them)",
            HelpName = "LOG",
        };
        option.AcceptOnlyFromAmong(InProcess, Kafka);
        return option;
    }
}
