using System.CommandLine;
using System.CommandLine.Invocation;

namespace Oya.Cli;

/// <summary>Prints the page for <c>--help</c>. The user asked for it, so it is a result and goes to stdout.</summary>
sealed class HelpPage(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpText.Write(parseResult.CommandResult.Command, UsageErrors.GetName(parseResult.CommandResult), terminal.Out);
        return (int)ExitCode.Done;
    }
}
