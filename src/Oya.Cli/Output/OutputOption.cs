using System.CommandLine;

namespace Oya.Cli.Output;

/// <summary>An option that names a file to be written; every other FILE on a line is read.</summary>
sealed class OutputOption : Option<string?>
{
    public OutputOption(string name, params string[] aliases)
        : base(name, aliases) => HelpName = "FILE";
}
