using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Ingest;

namespace Oya.Cli.Commands;

/// <summary>The topics in Kafka.</summary>
static class TopicsCommand
{
    static readonly Column[] Columns =
    [
        new("topic"),
        new("partitions", ColumnType.Integer),
        new("retention_hours", ColumnType.Decimal, "h") { Title = "retention", Decimals = 0 },
        new("messages", ColumnType.Integer),
    ];

    static readonly Option<int?> Partitions = new("--partitions")
    {
        Description = $"of the readings: the most ingesters that share them (default {KafkaTopics.DefaultPartitions})",
        HelpName = "N",
    };

    static readonly Option<int?> Replicas = new("--replicas")
    {
        Description = "copies of each partition (default: as the broker has it)",
        HelpName = "N",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("topics", "Make the topics in Kafka, or look at them.");
        command.Subcommands.Add(Make(terminal));
        command.Subcommands.Add(List(terminal));
        return command;
    }

    static OyaCommand Make(Terminal terminal)
    {
        var command = new OyaCommand("create", "Make the topics that are not there; those that are stay as they are.")
        {
            Examples =
            [
                ("oya topics create -X bootstrap.servers=127.0.0.1:9092", "again changes nothing"),
                ("oya topics create --partitions 48 --replicas 3", "OYA_KAFKA_BOOTSTRAP_SERVERS says where"),
            ],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Options = { Partitions, Replicas, KafkaOptions.Setting, KafkaOptions.Topic },
        };
        return command.Run(terminal, async context =>
        {
            var (partitions, replicas) = (Count(context, Partitions), Count(context, Replicas));
            var topics = new KafkaTopics(KafkaOptions.Settings(context), KafkaOptions.CreateLogOptions(context));
            var made = await topics.CreateAsync(
                partitions ?? KafkaTopics.DefaultPartitions, (short?)replicas, context.Cancellation);
            context.WriteText(writer => writer.WriteLine(
                made.Count == 0 ? "all topics are there" : $"made {string.Join(", ", made)}"));
            return ExitCode.Done;
        });
    }

    static OyaCommand List(Terminal terminal)
    {
        var command = new OyaCommand(
            "list", "Show the topics: partitions, how long messages are kept, how many there are.")
        {
            Examples = [("oya topics list -X bootstrap.servers=127.0.0.1:9092", "")],
            Options = { KafkaOptions.Topic, KafkaOptions.Setting },
        };
        return command.Run(terminal, async context =>
        {
            var topics = await new KafkaTopics(KafkaOptions.Settings(context), KafkaOptions.CreateLogOptions(context)).ListAsync(context.Cancellation);
            using var rows = context.OpenRows(Columns);
            foreach (var topic in topics)
            {
                rows.Write(topic.Name, topic.Partitions, (decimal?)topic.Retention?.TotalHours, topic.Messages);
            }

            if (topics.Any(topic => topic.Partitions == 0))
            {
                context.Note("a topic without partitions is not there; oya topics create makes it");
            }

            return ExitCode.Done;
        });
    }

    static int? Count(CommandContext context, Option<int?> option) => context.Get(option) is < 1 or > 10_000
        ? throw new OyaException(ExitCode.Usage, $"{option.Name} is 1 to 10 000", "mend the line")
        : context.Get(option);
}
