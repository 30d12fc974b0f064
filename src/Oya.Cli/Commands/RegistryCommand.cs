using System.CommandLine;
using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;

namespace Oya.Cli.Commands;

/// <summary>Manages the registry: which holder has which usage point, with which meter.</summary>
static class RegistryCommand
{
    static readonly Column[] Columns =
    [
        new("usage_point", ColumnType.Identifier) { Title = "usage point" },
        new("meter", ColumnType.Identifier),
        new("holder"),
        new("from", ColumnType.Instant),
        new("to", ColumnType.Instant),
        new("kva", ColumnType.Integer) { Title = "kVA" },
        new("offer"),
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("registry", "Import or show the holder and the meter of each usage point.");
        command.Subcommands.Add(Import(terminal));
        command.Subcommands.Add(List(terminal));
        return command;
    }

    static OyaCommand Import(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = string.Join(",", RegistryFile.Columns), HelpName = "FILE.csv" };
        var command = new OyaCommand(
            "import", "Add usage points from a CSV file, or replace those with the same meter and start.")
        {
            Examples = [("oya registry import registry.csv", "a second import changes nothing")],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Arguments = { file },
        };
        return command.Run(terminal, async context =>
        {
            var entries = RegistryFile.Read(context.Get(file)!);
            using var stores = context.OpenStores();
            var changed = await new Registry(stores).ImportAsync(entries, context.Cancellation);
            await new CurveRebuild(stores).RunAsync(context.Cancellation);
            context.Note($"{entries.Count} entries read, {changed} new or changed, in {context.StoreName}");
            return ExitCode.Done;
        });
    }

    static OyaCommand List(Terminal terminal) =>
        new OyaCommand("list", "Show the registry.").Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            using var rows = context.OpenRows(Columns);
            foreach (var entry in await new Registry(stores).ListAsync(context.Cancellation))
            {
                rows.Write(
                    entry.UsagePoint.ToDigits(), entry.Meter.ToDigits(), entry.Holder, entry.From, entry.To, entry.Kva,
                    entry.Offer);
            }

            return ExitCode.Done;
        });
}
