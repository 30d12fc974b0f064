using System.CommandLine;
using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Manages the two consents of a customer.</summary>
static class ConsentCommand
{
    // By which way acts of this command came, in the ledger.
    const string Channel = "cli";

    static readonly Option<ConsentKind[]> Kinds = new("--kind")
    {
        Description = "enregistrement or collecte (default both)",
        HelpName = "K",
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<string?> Holder = new("--holder")
    {
        Description = "the customer who acts (default the present holder)",
        HelpName = "H",
    };

    static readonly Option<Instant?> Expires =
        Days.InstantOption("--expires", "when it expires (default and maximum: 36 months)");

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "consent", "Request, activate, withdraw and show the two consents, enregistrement and collecte.");
        command.Subcommands.Add(Act(
            terminal, "request", "Record that a consent was requested.",
            (ledger, point, kind, context) =>
                ledger.RequestAsync(point, kind, context.Get(Holder), Channel, context.Cancellation)));
        command.Subcommands.Add(Act(
            terminal, "activate", "Activate a consent from now on.",
            (ledger, point, kind, context) =>
                ledger.ActivateAsync(point, kind, context.Get(Holder), context.Get(Expires), Channel, context.Cancellation),
            Expires));
        command.Subcommands.Add(Act(
            terminal, "withdraw", "Withdraw a consent. Release stops, and the data kept under it is deleted.",
            (ledger, point, kind, context) =>
                ledger.WithdrawAsync(point, kind, context.Get(Holder), Channel, context.Cancellation)));
        command.Subcommands.Add(ConsentViews.Status(terminal));
        command.Subcommands.Add(ConsentViews.History(terminal));
        command.Subcommands.Add(Import(terminal));
        return command;
    }

    static OyaCommand Act(
        Terminal terminal, string name, string description, Func<ConsentLedger, Prm, ConsentKind, CommandContext, Task> act,
        params Option[] options)
    {
        var point = Owners.UsagePoint();
        var command = new OyaCommand(name, description)
        {
            Examples =
            [
                ($"oya consent {name} 14500000000001 --kind collecte", "one consent"),
                ($"oya consent {name} 14500000000001", "both consents"),
            ],
            PipedFormat = OutputFormat.Jsonl,
            Arguments = { point },
            Options = { Kinds, Holder },
        };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenStores();
            var ledger = new ConsentLedger(stores, context.Time);
            var kinds = context.Get(Kinds) is { Length: > 0 } given ? given : DefaultKinds(name);
            foreach (var kind in kinds)
            {
                await act(ledger, context.Get(point)!.Value, kind, context);
            }

            await new CurveRebuild(stores).RunAsync(context.Cancellation);
            if (name == "withdraw")
            {
                context.Note(
                    "release has stopped, and the data is deleted from the store; folders published before still "
                    + "contain it: delete them, and inform the recipients");
            }

            await ConsentViews.WriteStatus(context, ledger, context.Get(point)!.Value);
            return ExitCode.Done;
        });
    }

    // Withdrawing enregistrement also withdraws collecte.
    static ConsentKind[] DefaultKinds(string act) =>
        act == "withdraw" ? [ConsentKind.Enregistrement] : [ConsentKind.Enregistrement, ConsentKind.Collecte];

    static OyaCommand Import(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = string.Join(",", ConsentFile.Columns), HelpName = "FILE.csv" };
        var command = new OyaCommand("import", "Import past consents, each with the reference of its proof.")
        {
            Examples = [("oya consent import consents.csv", "a second import changes nothing")],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Arguments = { file },
        };
        return command.Run(terminal, async context =>
        {
            var acts = ConsentFile.Read(context.Get(file)!);
            using var stores = context.OpenStores();
            var added = await new ConsentLedger(stores, context.Time).ImportAsync(acts, context.Cancellation);
            await new CurveRebuild(stores).RunAsync(context.Cancellation);
            context.Note($"{acts.Count} acts read, {added} new, in {context.StoreName}");
            return ExitCode.Done;
        });
    }
}
