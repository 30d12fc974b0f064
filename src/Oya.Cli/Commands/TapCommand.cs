using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Ingest;

namespace Oya.Cli.Commands;

/// <summary>A look at the stream of readings, without taking part in it.</summary>
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
        new("wh_drawn", ColumnType.Integer, "Wh") { Title = "drawn" },
        new("wh_injected", ColumnType.Integer, "Wh") { Title = "injected" },
        new("register", ColumnType.Integer),
        new("va_drawn", ColumnType.Integer, "VA") { Title = "power" },
        new("reason"),
    ];

    static readonly Option<bool> FromBeginning = Flag(
        "--from-beginning", "all that the log still has; else what comes from now on");

    static readonly Option<long?> FromOffset = new("--from-offset")
    {
        Description = "from this offset of each partition on",
        HelpName = "N",
    };

    static readonly Option<bool> UntilEnd = Flag(
        "--until-end", "end where the log ends now, instead of waiting for more");

    static readonly Option<long?> Limit = new("--limit") { Description = "at most so many readings", HelpName = "N" };

    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand("tap", "Look at the stream of readings in Kafka, bad messages with their reason.")
        {
            Examples =
            [
                ("oya tap -X bootstrap.servers=127.0.0.1:9092", "what comes from now on, until Ctrl-C"),
                ("oya tap --from-beginning --until-end --format csv -o stream.csv", "all that is there"),
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
        var (offset, all) = (context.Get(FromOffset), context.Get(FromBeginning));
        if (offset < 0 || (offset is not null && all))
        {
            throw new OyaException(
                ExitCode.Usage, "--from-offset is 0 or more, and does not stand beside --from-beginning",
                "mend the line");
        }

        if (context.Get(Limit) is < 1)
        {
            throw new OyaException(ExitCode.Usage, "--limit is 1 or more", "mend the line");
        }

        var options = KafkaOptions.Of(context) with { UntilEnd = context.Get(UntilEnd) };
        var tap = new KafkaTap(KafkaOptions.Settings(context), options);
        using var rows = context.OpenRows(Columns);
        var messages = tap.ReadAsync(offset, fromEnd: !all, context.Cancellation);
        try
        {
            return await WriteAsync(messages, rows, context.Get(Limit) ?? long.MaxValue) > 0
                ? ExitCode.BadData
                : ExitCode.Done;
        }
        catch (Exception exception) when (
            !options.UntilEnd && rows.Count > 0 && exception is (OperationCanceledException or LogException))
        {
            // What has no end is whole whenever it ends.
            context.Outputs.KeepDespite(exception);
            throw;
        }
    }

    /// <summary>Writes a row a reading, and one a bad message; returns how many were bad.</summary>
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
                    reading.Energy.DrawnWh, reading.Energy.InjectedWh, (int)reading.CurrentRegister, reading.DrawnVa,
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
