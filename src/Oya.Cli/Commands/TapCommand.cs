using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Ingest;

namespace Oya.Cli.Commands;

/// <summary>Shows the stream of readings without joining its consumer group.</summary>
static class TapCommand
{
    static readonly Column[] Columns =
    [
        new("partition", ColumnType.Integer) { Title = "part" },
        new("offset", ColumnType.Integer),
        new("meter", ColumnType.Identifier),
        new("prm", ColumnType.Identifier) { NotInTable = true },
        new("at", ColumnType.Instant),
        new("received_at", ColumnType.Instant) { NotInTable = true },
        new("mode") { NotInTable = true },
        new("source") { NotInTable = true },
        new("clock") { NotInTable = true },
        new("wh_drawn", ColumnType.Integer, "Wh") { Title = "imported" },
        new("wh_injected", ColumnType.Integer, "Wh") { Title = "exported" },
        new("register", ColumnType.Integer),
        new("va_drawn", ColumnType.Integer, "VA") { Title = "power" },
        new("reason"),
    ];

    static readonly Option<bool> FromBeginning = Flag(
        "--from-beginning", "start at the oldest reading (default: only new readings)");

    static readonly Option<long?> FromOffset = new("--from-offset")
    {
        Description = "start at this offset of each partition",
        HelpName = "N",
    };

    static readonly Option<bool> UntilEnd = Flag(
        "--until-end", "stop at the present end of the log instead of waiting for more");

    static readonly Option<long?> Limit = new("--limit") { Description = "stop after N readings", HelpName = "N" };

    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand(
            "tap", "Show the stream of readings in Kafka, with the reason for each invalid message.")
        {
            Examples =
            [
                ("oya tap -X bootstrap.servers=127.0.0.1:9092", "new readings, until Ctrl-C"),
                ("oya tap --from-beginning --until-end --format csv -o stream.csv", "all readings in the topic"),
                ("oya tap --topic oya.readings.dead --from-beginning --until-end", "the dead letters"),
            ],
            Options =
            {
                FromBeginning, FromOffset, UntilEnd, Limit, KafkaOptions.Setting, KafkaOptions.Topic,
            },
        };
        return command.Run(terminal, RunAsync);
    }

    static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var (offset, fromBeginning) = (context.Get(FromOffset), context.Get(FromBeginning));
        if (offset < 0 || (offset is not null && fromBeginning))
        {
            throw new OyaException(
                ExitCode.Usage, "--from-offset must be 0 or more, and cannot be combined with --from-beginning",
                "correct the command line");
        }

        if (context.Get(Limit) is < 1)
        {
            throw new OyaException(ExitCode.Usage, "--limit must be 1 or more", "correct the command line");
        }

        var options = KafkaOptions.CreateLogOptions(context) with { UntilEnd = context.Get(UntilEnd) };
        var tap = new KafkaTap(KafkaOptions.Settings(context), options);
        var (remaining, invalid) = (context.Get(Limit) ?? long.MaxValue, 0L);
        using var rows = context.OpenRows(Columns);
        await foreach (var message in tap.ReadAsync(offset, fromEnd: !fromBeginning, context.Cancellation))
        {
            if (message.Reason is not null)
            {
                invalid++;
                remaining--;
                rows.Write(
                    message.Partition, message.Offset, default, default, default, default, default, default,
                    default, default, default, default, default, message.Reason);
            }

            foreach (var reading in message.Readings)
            {
                if (remaining-- <= 0)
                {
                    break;
                }

                rows.Write(
                    message.Partition, message.Offset, reading.Meter.ToDigits(), reading.Prm?.ToDigits(), reading.At,
                    reading.ReceivedAt, Name(reading.Mode), Name(reading.Source), Name(reading.Clock),
                    reading.Energy.ImportWh, reading.Energy.ExportWh, (int)reading.CurrentRegister, reading.ImportVa,
                    default);
            }

            if (remaining <= 0)
            {
                break;
            }
        }

        return invalid > 0 ? ExitCode.BadData : ExitCode.Done;
    }

    static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
