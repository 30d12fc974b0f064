using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Teleinfo;

namespace Oya.Cli.Commands;

/// <summary>Shows the state and the history of a customer's consents.</summary>
static class ConsentViews
{
    static readonly Column[] StatusColumns =
    [
        new("consent"),
        new("state"),
        new("shown"),
        new("since", ColumnType.Instant),
        new("until", ColumnType.Instant),
        new("reason"),
        new("entry", ColumnType.Integer),
    ];

    static readonly Column[] HistoryColumns =
    [
        new("entry", ColumnType.Integer),
        new("at", ColumnType.Instant),
        new("holder"),
        new("consent"),
        new("event"),
        new("expires", ColumnType.Instant),
        new("channel"),
        new("reference"),
        new("recorded_at", ColumnType.Instant) { Title = "recorded" },
        new("hash") { NotInTable = true },
    ];

    public static OyaCommand Status(Terminal terminal)
    {
        var point = Owners.UsagePoint();
        var command = new OyaCommand("status", "Show the two consents of a usage point as its customer sees them.")
        {
            Arguments = { point },
        };
        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            await WriteStatus(context, new(stores, context.Time), context.Get(point)!.Value);
            return ExitCode.Done;
        });
    }

    public static OyaCommand History(Terminal terminal)
    {
        var point = Owners.UsagePoint();
        var command = new OyaCommand("history", "Show every ledger entry of a usage point.")
        {
            Arguments = { point },
        };
        return command.Run(terminal, async context =>
        {
            using var stores = context.OpenExistingStores();
            using var rows = context.OpenRows(HistoryColumns);
            foreach (var e in await new ConsentLedger(stores, context.Time).HistoryAsync(
                context.Get(point)!.Value, context.Cancellation))
            {
                rows.Write(
                    e.Sequence, e.At, e.Holder, Name(e.Kind), Name(e.Act), e.Expires, e.Channel, e.Reference, e.RecordedAt,
                    e.Hash);
            }

            return ExitCode.Done;
        });
    }

    public static async Task WriteStatus(CommandContext context, ConsentLedger ledger, Prm usagePoint)
    {
        using var rows = context.OpenRows(StatusColumns);
        foreach (var state in await ledger.StatusAsync(usagePoint, context.Cancellation))
        {
            rows.Write(
                Name(state.Kind),
                state.Status switch { ConsentStatus.On => "green", ConsentStatus.Pending => "pending", _ => "grey" },
                state.Word, state.Since, state.Until, state.Reason, state.Sequence == 0 ? (long?)null : state.Sequence);
        }
    }

    static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
