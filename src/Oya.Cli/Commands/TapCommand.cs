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
        using var rows = context.OpenRows(Columns);
        var messages = tap.ReadAsync(offset, fromEnd: !fromBeginning, context.Cancellation);
        try
        {
            return await WriteAsync(messages, rows, context.Get(Limit) ?? long.MaxValue) > 0
                ? ExitCode.BadData
                : ExitCode.Done;
        }
        catch (Exception exception) when (
            !options.UntilEnd && rows.Count > 0 && exception is (OperationCanceledException or LogException))
        {
            // A tap without an end is complete whenever it stops.
            context.Outputs.KeepDespite(exception);
            throw;
        }
    }

    /// <summary>Writes one row per reading and one per invalid message. Returns the number of invalid messages.</summary>
    static async Task<long> WriteAsync(IAsyncEnumerable<TapMessage> messages, RowWriter rows, long left)
    {
        var bad = 0L;
        await foreach (var message in messages)
        {
            if (message.Reason is not null)
            {
                bad++;
                left--;
                rows.Write(
                    message.Partition, message.Offset, default, default, default, default, default, default,
                    default, default, default, default, default, message.Reason);
            }

            foreach (var reading in message.Readings)
            {
                if (left-- <= 0)
                {
                    break;
                }

                rows.Write(
                    message.Partition, message.Offset, reading.Meter.ToDigits(), reading.Prm?.ToDigits(), reading.At,
                    reading.ReceivedAt, Name(reading.Mode), Name(reading.Source), Name(reading.Clock),
                    reading.Energy.ImportWh, reading.Energy.ExportWh, (int)reading.CurrentRegister, reading.ImportVa,
                    default);
            }

            if (left <= 0)
            {
                break;
            }
        }

        return bad;
    }

    static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
