using System.CommandLine;
using Oya.Ingest;

namespace Oya.Cli.Inputs;

/// <summary>Which log a command uses, and how Kafka is reached.</summary>
static class KafkaOptions
{
    const string InProcess = "in-process", Kafka = "kafka";

    public static Option<string?> Log { get; } = MakeLog();

    public static Option<string[]?> Setting { get; } = new("-X")
    {
        Description = "a setting of Kafka's client by its name (librdkafka); also OYA_KAFKA_NAME; secrets never here",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Topic { get; } = new("--topic")
    {
        Description = $"the topic of readings (default {KafkaTopics.Readings})",
        HelpName = "NAME",
    };

    public static bool IsKafka(CommandContext context) => context.Get(Log) == Kafka;

    /// <exception cref="LogException">A setting is wrong, or nothing says where Kafka is.</exception>
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

    static Option<string?> MakeLog()
    {
        var option = new Option<string?>("--log")
        {
            Description = "what the readings go through: in-process (default), or kafka (then oya ingest stores them)",
            HelpName = "LOG",
        };
        option.AcceptOnlyFromAmong(InProcess, Kafka);
        return option;
    }
}
