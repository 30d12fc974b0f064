using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Ingest;

namespace Oya.Cli.Commands;

/// <summary>Creates or lists the topics in Kafka.</summary>
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
        Description = "partitions of the readings, the maximum number of ingesters "
            + $"(default {KafkaTopics.DefaultPartitions})",
        HelpName = "N",
    };

    static readonly Option<int?> Replicas = new("--replicas")
    {
        Description = "copies of each partition (default: the setting of the broker)",
        HelpName = "N",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("topics", "Create the topics in Kafka, or list them.");
        command.Subcommands.Add(CreateTopics(terminal));
        command.Subcommands.Add(List(terminal));
        return command;
    }

    static OyaCommand CreateTopics(Terminal terminal)
    {
        var command = new OyaCommand("create", "Create the missing topics. Existing topics do not change.")
        {
            Examples =
            [
                ("oya topics create -X bootstrap.servers=127.0.0.1:9092", "a second run changes nothing"),
                ("oya topics create --partitions 48 --replicas 3", "OYA_KAFKA_BOOTSTRAP_SERVERS names the servers"),
            ],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Options = { Partitions, Replicas, KafkaOptions.Setting, KafkaOptions.Topic },
        };
        return command.Run(terminal, async context =>
        {
            var (partitions, replicas) = (Count(context, Partitions), Count(context, Replicas));
            var topics = new KafkaTopics(KafkaOptions.Settings(context), KafkaOptions.CreateLogOptions(context));
            var created = await topics.CreateAsync(
                partitions ?? KafkaTopics.DefaultPartitions, (short?)replicas, context.Cancellation);
            context.WriteText(writer => writer.WriteLine(
                created.Count == 0 ? "all topics exist" : $"created {string.Join(", ", created)}"));
            return ExitCode.Done;
        });
    }

    static OyaCommand List(Terminal terminal)
    {
        var command = new OyaCommand(
            "list", "Show the topics: partitions, retention time, number of messages.")
        {
            Examples = [("oya topics list -X bootstrap.servers=127.0.0.1:9092", "")],
            Options = { KafkaOptions.Topic, KafkaOptions.Setting },
        };
        return command.Run(terminal, async context =>
        {
            var kafka = new KafkaTopics(KafkaOptions.Settings(context), KafkaOptions.CreateLogOptions(context));
            var topics = await kafka.ListAsync(context.Cancellation);
            using var rows = context.OpenRows(Columns);
            foreach (var topic in topics)
            {
                rows.Write(topic.Name, topic.Partitions, (decimal?)topic.Retention?.TotalHours, topic.Messages);
            }

            if (topics.Any(topic => topic.Partitions == 0))
            {
                context.Note("a topic without partitions does not exist; create it with oya topics create");
            }

            return ExitCode.Done;
        });
    }

    static int? Count(CommandContext context, Option<int?> option) => context.Get(option) is < 1 or > 10_000
        ? throw new OyaException(ExitCode.Usage, $"{option.Name} must be 1 to 10 000", "correct the command line")
        : context.Get(option);
}
