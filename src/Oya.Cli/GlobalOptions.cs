using System.CommandLine;
using Oya.Cli.Output;

namespace Oya.Cli;

/// <summary>The options that every command has.</summary>
static class GlobalOptions
{
    public static Option<string?> Format { get; } = new("--format")
    {
        Description = "table on a terminal, else jsonl (csv for daily and curve); or json, markdown, parquet",
        HelpName = "F",
        Recursive = true,
        CompletionSources = { OutputFormats.Names },
    };

    public static Option<string?> Output { get; } = new OutputOption("--output", "-o")
    {
        Description = "write results to FILE; its ending chooses the format",
        Recursive = true,
    };

    public static Option<string?> Store { get; } = new("--store")
    {
        Description = "where readings are kept: a file, or PostgreSQL; else OYA_STORE, else oya.db here",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = Flag("--quiet", "say nothing but errors", "-q");

    public static Option<bool> Verbose { get; } = Flag("--verbose", "say more; -vv: still more", "-v");

    public static Option<bool> NoColor { get; } = Flag("--no-color", "no colours (also NO_COLOR, TERM=dumb)");

    public static Option<bool> NoProgress { get; } = Flag("--no-progress", "no progress line");

    public static Option<bool> ShowPrm { get; } = Flag("--show-prm", "show meters and usage points whole in tables");

    public static IReadOnlyList<Option> All { get; } =
        [Format, Output, Store, Quiet, Verbose, NoColor, NoProgress, ShowPrm];

    static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero, Recursive = true };
}
