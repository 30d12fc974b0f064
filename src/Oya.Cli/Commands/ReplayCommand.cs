using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Replays captures into the store, and builds the curves.</summary>
static class ReplayCommand
{
    static readonly Option<Instant?> Start =
        Days.InstantOption("--start", "when the capture begins, for historic frames, which have no clock");

    static readonly Option<TimeSpan?> Step = Durations.Option(
        "--step", "time between two frames of a meter, for historic frames (default from the line speed)");

    static readonly Option<TimeSpan?> Every =
        Durations.Option("--every", "keep one reading per interval (default 60s; 0: every second)");

    public static Command Create(Terminal terminal)
    {
        var files = CaptureArguments.Files();
        var command = new OyaCommand("replay", "Replay captures into the store, and build the curves of their days.")
        {
            Examples =
            [
                ("oya replay capture.tic.gz", "a second replay changes nothing"),
                ("oya replay old.tic --start 2026-01-15T00:00:00+01:00", "historic mode: give the start time"),
                ("oya simulate --meters 3 --from 2026-01-15 --every 60s | oya replay -", "from a pipe"),
                ("oya replay village/", "a folder written by oya simulate -o"),
                ("oya replay village/ --log kafka -X bootstrap.servers=127.0.0.1:9092", "to Kafka"),
            ],
            Formats = OutputFormats.ForObjects,
            PipedFormat = OutputFormat.Jsonl,
            Arguments = { files },
            Options = { Start, Step, Every, KafkaOptions.Log, KafkaOptions.Setting, KafkaOptions.Topic },
        };
        return command.Run(terminal, context => RunAsync(context, context.Get(files)!));
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string[] files)
    {
        if (context.Get(Step) == TimeSpan.Zero)
        {
            throw new OyaException(
                ExitCode.Usage, "--step 0 would give all frames of a meter the same time",
                "leave it out to use the line speed");
        }

        var captures = CaptureList.Create(files, context.Get(Start), context.Get(Step));
        context.Reads(CaptureList.FilesOf(files, captures));
        context.CheckOutput();
        var every = context.Get(Every) ?? Sampler.DefaultInterval;
        if (KafkaOptions.IsKafka(context))
        {
            var settings = KafkaOptions.Settings(context);
            var options = KafkaOptions.CreateLogOptions(context);
            await using var log = new KafkaLogWriter(settings, options);
            return await RunAsync(
                context, captures, new LogReplayRun(context, log, every), $"{options.Topic} at {settings.Servers}");
        }

        using var stores = context.OpenStores();
        return await RunAsync(context, captures, new StoreReplayRun(context, stores, every), context.StoreName);
    }

    static async Task<ExitCode> RunAsync(
        CommandContext context, IReadOnlyList<CaptureInfo> captures, ReplayRun run, string to)
    {
        try
        {
            await run.RunAsync(new CaptureFiles(captures, context.Terminal.Input));
        }
        catch (Exception exception) when (!context.Cancellation.IsCancellationRequested && run.Decoded.First is not null)
        {
            // A failed replay reports what it had stored. An invalid command line stored nothing and has no result.
            Print(context, run, to);
            context.Outputs.KeepDespite(exception);
            throw;
        }

        if (!context.Cancellation.IsCancellationRequested)
        {
            Print(context, run, to);
        }

        return NothingRead(context, run) ? ExitCode.BadData : ExitCode.Done;
    }

    static bool NothingRead(CommandContext context, ReplayRun run)
    {
        var statistics = run.Decoded.Statistics;
        if (statistics.Bytes == 0 || statistics.ValidGroups + statistics.UnknownLabels > 0)
        {
            return false;
        }

        context.Warn("no group could be read: this is not TIC, or the line was read at the wrong speed");
        return true;
    }

    static void Print(CommandContext context, ReplayRun run, string to)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(ReplayJson.From(run), ReplayJsonContext.Default.ReplayJson);
                break;
            case OutputFormat.Jsonl:
                context.WriteJsonLines([ReplayJson.From(run)], ReplayJsonContext.Default.ReplayJson);
                break;
            default:
                context.WriteText(writer => ReplayScreen.Write(run, to, writer));
                break;
        }
    }
}
