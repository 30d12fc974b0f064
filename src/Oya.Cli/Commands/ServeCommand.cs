using System.CommandLine;
using System.Globalization;
using Oya.Aggregation;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Runs the scheduler until stopped.</summary>
static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand(
            "serve", "Build curves as readings arrive, and publish closed days at midnight in Paris, until Ctrl-C.")
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
                publication, new(stores, new(), context.Time),
                (results, removed) => Report(context, results, removed), context.Time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
            var building = new ContinuousRebuild(stores, context.Note, context.Time).RunAsync(stop.Token);
            var publishing = scheduler.RunAsync(
                next => context.Note(
                    $"serving {context.StoreName}; next midnight {ParisDay.ToParis(next):yyyy-MM-ddTHH:mm:sszzz}; "
                    + "Ctrl-C stops"),
                stop.Token);
            // The first task to end was cancelled or has failed. In both cases the other one must stop too.
            await Task.WhenAny(building, publishing);
            await stop.CancelAsync();
            await publishing;
            await building;
            return ExitCode.Interrupted;
        });
    }

    static void Report(CommandContext context, IReadOnlyList<PublicationResult> results, RetentionResult removed)
    {
        var now = ParisDay.ToParis(context.Time.GetUtcNow()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
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
                $"{now}  deleted after their retention time: {Quantity.Count(removed.Readings)} readings, "
                + $"{Quantity.Count(removed.Curves)} curves, {Quantity.Count(removed.Energy)} days of energy");
        }
    }
}
