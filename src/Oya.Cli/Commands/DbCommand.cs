using System.CommandLine;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Storage;

namespace Oya.Cli.Commands;

/// <summary>Migrates the schema of the store, and shows its state.</summary>
static class DbCommand
{
    static readonly Option<bool> Plain = new("--plain")
    {
        Description = "use plain tables, even if TimescaleDB is available",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("db", "Migrate the schema of a PostgreSQL store, or show its state.");
        command.Subcommands.Add(Migrate(terminal));
        command.Subcommands.Add(Status(terminal));
        return command;
    }

    static OyaCommand Migrate(Terminal terminal)
    {
        var command = new OyaCommand("migrate", "Apply the schema scripts that are pending.")
        {
            Examples =
            [
                ("oya db migrate --store 'Host=db;Database=oya;Username=owner'", "a second migration changes nothing"),
            ],
            Options = { Plain },
        };
        return command.Run(terminal, async context =>
        {
            if (!StoreSchema.IsDatabase(context.Store))
            {
                context.Note($"{context.StoreName} is a file, which is migrated when it is opened: nothing to do");
                return ExitCode.Done;
            }

            var applied = await StoreSchema.MigrateAsync(context.Store, !context.Get(Plain), context.Cancellation);
            using var rows = context.OpenRows(new Column("applied"));
            foreach (var script in applied)
            {
                rows.Write(script);
            }

            var status = await StoreSchema.StatusAsync(context.Store, context.Cancellation);
            context.Note(
                $"{applied.Count} scripts applied, {status.Applied.Count} in total, to {context.StoreName} with "
                + Edition(status));
            return ExitCode.Done;
        });
    }

    static OyaCommand Status(Terminal terminal)
    {
        var command = new OyaCommand("status", "Show the server, the state of the schema, and lost readings.")
        {
            Examples =
            [
                ("oya db status", "exit 1 if scripts are pending, or if readings were lost before they were stored"),
            ],
        };
        return command.Run(terminal, async context =>
        {
            var status = StoreSchema.IsDatabase(context.Store)
                ? await StoreSchema.StatusAsync(context.Store, context.Cancellation)
                : null;
            var isReady = status is null or { Pending.Count: 0 };
            var holes = isReady ? await HolesAsync(context) : [];
            using var rows = context.OpenRows(new Column("what"), new Column("state"));
            rows.Write("store", context.StoreName);
            if (status is not null)
            {
                rows.Write("server", $"PostgreSQL {status.Server} with {Edition(status)}");
                rows.Write("scripts applied", Names(status.Applied));
                rows.Write("scripts pending", Names(status.Pending));
            }
            else
            {
                rows.Write("scripts", "the file is migrated when it is opened");
            }

            foreach (var hole in holes)
            {
                rows.Write("lost by the log", $"{hole.Range}, found at {hole.FoundAt.ToParisString()}");
            }

            if (!isReady)
            {
                context.Warn("apply the pending scripts with oya db migrate");
            }

            return isReady && holes.Count == 0 ? ExitCode.Done : ExitCode.BadData;
        });
    }

    static async Task<IReadOnlyList<LogHole>> HolesAsync(CommandContext context)
    {
        using var stores = context.OpenExistingStores();
        return await stores.Readings.ListHolesAsync(context.Cancellation);
    }

    static string Edition(SchemaStatus status) => status switch
    {
        { Timescale: null } => "plain tables",
        { License: "apache" } => $"TimescaleDB {status.Timescale}, Apache edition",
        _ => $"TimescaleDB {status.Timescale}, full edition",
    };

    static string Names(IReadOnlyList<string> scripts) => scripts.Count == 0 ? "none" : string.Join(", ", scripts);
}
