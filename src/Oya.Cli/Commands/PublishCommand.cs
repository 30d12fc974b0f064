using System.CommandLine;
using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Publishes a day from the command line.</summary>
static class PublishCommand
{
    static readonly Option<ParisDay?> Day = Days.Option("--day", "the day to publish; it must be over in Paris");

    static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "show what would be released, and write nothing",
    };

    static readonly Column[] Columns =
    [
        new("day"),
        new("released", ColumnType.Integer),
        new("points", ColumnType.Integer),
        new("incomplete", ColumnType.Integer),
        new("withheld", ColumnType.Integer),
        new("reasons"),
        new("folder"),
        new("already_published", ColumnType.Boolean) { Title = "already" },
    ];

    public static Command Create(Terminal terminal)
    {
        Day.Required = true;
        var command = new OyaCommand("publish", "Publish the curves of a day, once, for the customers who consented.")
        {
            Examples =
            [
                ("oya publish --day 2026-01-15 --dry-run", "what would be released or withheld, and why"),
                ("oya publish --day 2026-01-15", "a second publication changes nothing"),
            ],
            Options = { Day, DryRun, PublicationSettings.Folder, PublicationSettings.Dialect },
        };
        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            var publication = new NightlyPublication(stores, PublicationSettings.From(context), context.Time);
            var day = context.Get(Day)!.Value;
            try
            {
                if (context.Get(DryRun))
                {
                    Write(context, [await publication.PreviewAsync(day, context.Cancellation)]);
                }
                else
                {
                    Write(context, [await publication.PublishAsync(day, context.Cancellation)]);
                }
            }
            catch (DayNotClosedException)
            {
                throw new OyaException(
                    ExitCode.Usage, $"{day} is not over in Paris", $"publish it after {day.End.ToParisString()}");
            }

            catch (NothingToPublishException)
            {
                throw new OyaException(
                    ExitCode.Usage, $"no energy of {day} is known in {context.StoreName}", "replay its readings first");
            }

            return ExitCode.Done;
        });
    }

    internal static void Write(CommandContext context, IEnumerable<PublicationResult> results)
    {
        using var rows = context.OpenRows(Columns);
        foreach (var result in results)
        {
            rows.Write(
                result.Day, result.Released, result.Points, result.Incomplete, result.Withheld.Values.Sum(),
                string.Join(", ", result.Withheld.Select(reason => $"{reason.Key} {reason.Value}")), result.Folder,
                result.AlreadyPublished);
        }
    }
}
