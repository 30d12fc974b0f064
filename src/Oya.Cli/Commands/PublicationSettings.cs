using System.CommandLine;
using Oya.Aggregation;

namespace Oya.Cli.Commands;

/// <summary>The options of a publication, from the command line and at midnight.</summary>
static class PublicationSettings
{
    public static Option<string> Folder { get; } = new("--to-folder")
    {
        Description = "the folder that holds one folder per batch (default publications)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "publications",
    };

    public static Option<CsvDialect> Dialect { get; } = new("--csv-dialect")
    {
        Description = "oya: times with offset; enedis: local times as in R63",
        HelpName = "D",
    };

    public static PublicationOptions From(CommandContext context) => new()
    {
        Folder = context.Get(Folder)!,
        Dialect = context.Get(Dialect),
    };
}
