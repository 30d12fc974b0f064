using System.CommandLine;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Storage;

namespace Oya.Cli.Commands;

/// <summary>The tables of the store: brought up to date, and looked at.</summary>
static class DbCommand
{
    static readonly Option<bool> Plain = new("--plain")
    {
        Description = "plain tables, even where TimescaleDB could be had",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("db", "Bring the tables of a PostgreSQL store up to date, and look at them.");
        command.Subcommands.Add(Migrate(terminal));
        command.Subcommands.Add(Status(terminal));
        return command;
    }

    static OyaCommand Migrate(Terminal terminal)
    {
        var command = new OyaCommand("migrate", "Apply the scripts of the schema that the database has not seen.")
        {
            Examples = [("oya db migrate --store 'Host=db;Database=oya;Username=owner'", "again changes nothing")],
            Options = { Plain },
        };
        return command.Run(terminal, async context =>
        {
            if (!StoreSchema.IsDatabase(context.Store))
            {
                context.Note($"{context.StoreName} is a file, which brings itself up to date: nothing to do");
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
                $"{applied.Count} scripts applied, {status.Applied.Count} in all, to {context.StoreName} with {Edition(status)}");
            return ExitCode.Done;
        });
    }

    static OyaCommand Status(Terminal terminal)
    {
        var command = new OyaCommand("status", "Show the server, the state of the schema, and what a log lost.")
        {
            Examples = [("oya db status", "exit 1 when scripts are pending, or readings were lost before they were stored")],
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
                rows.Write("scripts", "the file brings itself up to date");
            }

            foreach (var hole in holes)
            {
                rows.Write("lost by the log", $"{hole.Range}, found at {hole.FoundAt.ToParisString()}");
            }

            if (!isReady)
            {
                context.Warn("bring it up to date with oya db migrate");
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
