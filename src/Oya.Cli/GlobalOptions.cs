using System.CommandLine;
using Oya.Cli.Output;

namespace Oya.Cli;

/// <summary>The options that every command has.</summary>
static class GlobalOptions
{
    public static Option<string?> Format { get; } = new("--format")
    {
        Description = "table (default on a terminal), jsonl or csv (default elsewhere), json, markdown, parquet",
        HelpName = "F",
        Recursive = true,
        CompletionSources = { OutputFormats.Names },
    };

    public static Option<string?> Output { get; } = new OutputOption("--output", "-o")
    {
        Description = "write results to FILE; its extension selects the format",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Store { get; } = new("--store")
    {
        Description = "the store: a file or a PostgreSQL connection string (default OYA_STORE, then ./oya.db)",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = Flag("--quiet", "print only results and errors", "-q");

    public static Option<bool> Verbose { get; } = Flag("--verbose", "print more; -vv: even more", "-v");

    public static Option<bool> NoColor { get; } = Flag("--no-color", "no colours (also NO_COLOR, TERM=dumb)");

    public static Option<bool> NoProgress { get; } = Flag("--no-progress", "no progress line");

    public static Option<bool> ShowPrm { get; } = Flag("--show-prm", "do not mask meters and usage points in tables");

    public static IReadOnlyList<Option> All { get; } =
        [Format, Output, Store, Quiet, Verbose, NoColor, NoProgress, ShowPrm];

    static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero, Recursive = true };
}
