using System.CommandLine;

namespace Oya.Cli.Commands;

/// <summary>The argument of every command that reads captures.</summary>
static class CaptureArguments
{
    public static Argument<string[]> Files() => new("files")
    {
        Description = "captures; - is the standard input; gzip and zstd are decompressed",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };
}
