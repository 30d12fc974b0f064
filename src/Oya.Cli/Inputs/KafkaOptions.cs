using System.CommandLine;
using Oya.Ingest;

namespace Oya.Cli.Inputs;

/// <summary>Where Kafka is and how to speak to it: <c>-X</c> and the environment.</summary>
static class KafkaOptions
{
    public static Option<string[]> Settings { get; } = new("-X")
    {
        Description = "a setting of Kafka's client, as librdkafka names it; secrets by OYA_KAFKA_… (see README)",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string> Topic { get; } = new("--topic")
    {
        Description = "the topic of readings",
        HelpName = "TOPIC",
        DefaultValueFactory = static _ => KafkaTopics.Readings,
    };

    /// <exception cref="LogException">A setting is wrong or missing.</exception>
    public static KafkaSettings Read(CommandContext context) =>
        KafkaSettings.Read(context.Get(Settings) ?? [], context.Terminal.Variables);
}
