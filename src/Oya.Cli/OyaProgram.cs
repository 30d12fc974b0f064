using System.CommandLine;
using System.CommandLine.Help;
using Oya.Teleinfo;

namespace Oya.Cli;

/// <summary>Parses a command line, runs it and returns the exit code. No exception leaves it.</summary>
static class OyaProgram
{
    // The time that a command has to stop after Ctrl-C. A second Ctrl-C does not wait for it.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line.</summary>
    public static async Task<ExitCode> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        var line = CreateRoot(terminal).Parse(args);
        try
        {
            CheckDecoderPath();
            var code = line.Errors.Count > 0 && line.Action is not HelpPage
                ? UsageErrors.Print(line, terminal.Error)
                : await InvokeAsync(line, terminal, cancellation);
            terminal.Flush();
            return code;
        }
        catch (Exception exception)
        {
            var isVerbose = line.GetResult(GlobalOptions.Verbose) is { IdentifierTokenCount: > 0 };
            return Failures.Explain(exception, terminal, isVerbose, cancellation);
        }
    }

    internal static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand(
            "Decodes the TIC of Linky meters, builds exact half-hour curves, releases them under consent.");
        root.Options.Remove(root.Options.First(option => option is HelpOption));
        root.Options.Add(
            new HelpOption("--help", "-h") { Action = new HelpPage(terminal), Description = "show this page" });
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in CommandList.Create(terminal))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    /// <summary>Checks the environment variable that selects the decoder path, before the command starts.</summary>
    static void CheckDecoderPath()
    {
        try
        {
            _ = TicDecoder.Acceleration;
        }
        catch (InvalidOperationException exception)
        {
            throw new OyaException(ExitCode.Configuration, exception.Message, inner: exception);
        }
    }

    static async Task<ExitCode> InvokeAsync(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var run = Task.Run(() => line.InvokeAsync(configuration, cancellation), CancellationToken.None);
        var stopped = new TaskCompletionSource();
        await using (cancellation.Register(() => stopped.TrySetResult()))
        {
            if (await Task.WhenAny(run, stopped.Task) != run)
            {
                await Task.WhenAny(run, Task.Delay(Grace, terminal.Time, CancellationToken.None));
            }
        }

        return run.IsCompleted ? (ExitCode)await run : ExitCode.Interrupted;
    }
}
