using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Captures into the store and the curves.</summary>
static class ReplayCommand
{
    static readonly Option<Instant?> Start = Days.InstantOption("--start", "when the capture begins: historic frames have no clock");

    static readonly Option<TimeSpan?> Step = Durations.Option("--step", "historic: time between one meter's frames; else by the line speed");

    static readonly Option<TimeSpan?> Every = Durations.Option("--every", "keep one reading each (default 60s; 0: every second)");

    public static Command Create(Terminal terminal)
    {
        var files = CaptureArguments.Files();
        var command = new OyaCommand("replay", "Replay captures into the store, and build the curves of the days they touch.")
        {
            Examples =
            [
                ("oya replay capture.tic.gz", "again changes nothing"),
                ("oya replay old.tic --start 2026-01-15T00:00:00+01:00", "historic mode: say when it begins"),
                ("oya simulate --meters 3 --from 2026-01-15 --every 60s | oya replay -", "from a pipe"),
                ("oya replay village/", "a folder that oya simulate -o made"),
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
                ExitCode.Usage, "--step 0 would put every frame of a meter at one second", "leave it out for the line speed");
        }

        var captures = CaptureList.Create(files, context.Get(Start), context.Get(Step));
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
        var done = false;
        try
        {
            await run.RunAsync(new CaptureFiles(captures, context.Terminal.Input));
            done = true;
        }
        finally
        {
            // Of a replay that fails is told what it stored before; a wrong line that stored nothing has no result.
            if (!context.Cancellation.IsCancellationRequested && (done || run.Decoded.First is not null))
            {
                Print(context, run, to);
            }
        }

        return NothingRead(context, run) ? ExitCode.BadData : ExitCode.Done;
    }

    static bool NothingRead(CommandContext context, ReplayRun run)
    {
        var s = run.Decoded.Statistics;
        if (s.Bytes == 0 || s.ValidGroups + s.UnknownLabels > 0)
        {
            return false;
        }

        context.Warn("not one group could be read: this is no TIC, or the line was read at another speed");
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
