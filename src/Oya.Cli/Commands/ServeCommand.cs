using System.CommandLine;
using System.Globalization;
using Oya.Aggregation;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Every midnight, until stopped.</summary>
static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand("serve", "Build curves as readings come, publish every closed day at midnight, Europe/Paris, until Ctrl-C.")
        {
            Examples = [("oya serve --store oya.db --to-folder publications", "in a terminal, or under a service manager")],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Options = { PublicationSettings.Folder, PublicationSettings.Dialect },
        };
        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenStores();
            var publication = new NightlyPublication(stores, PublicationSettings.From(context), context.Time);
            var scheduler = new MidnightScheduler(
                publication, new(stores, new(), context.Time), (results, removed) => Report(context, results, removed), context.Time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
            var building = new ContinuousRebuild(stores, context.Note, context.Time).RunAsync(stop.Token);
            var publishing = scheduler.RunAsync(
                next => context.Note(
                    $"serving {context.StoreName}; next midnight {Instant.Floor(next).ToParisString()}; Ctrl-C stops"),
                stop.Token);
            // Whichever ends first was asked to, or failed: then the other one is not left alone at it.
            await Task.WhenAny(building, publishing);
            await stop.CancelAsync();
            await publishing;
            await building;
            return ExitCode.Interrupted;
        });
    }

    static void Report(CommandContext context, IReadOnlyList<PublicationResult> results, RetentionResult removed)
    {
        var now = Instant.Floor(context.Time.GetUtcNow()).InParis()
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        foreach (var result in results)
        {
            context.Note(
                $"{now}  {result.Day}: {result.Released} released ({Quantity.Count(result.Points)} half-hours), "
                + $"{result.Withheld.Values.Sum()} withheld, in {result.Folder}");
        }

        if (results.Count == 0)
        {
            context.Note($"{now}  nothing to publish");
        }

        if (removed.Total > 0)
        {
            context.Note(
                $"{now}  removed, their time being over: {Quantity.Count(removed.Readings)} readings, "
                + $"{Quantity.Count(removed.Curves)} curves, {Quantity.Count(removed.Energy)} days of energy");
        }
    }
}
