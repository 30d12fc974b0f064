using System.CommandLine;
using Oya.Cli.Output;

namespace Oya.Cli;

/// <summary>A command with its examples and the formats of its results.</summary>
sealed class OyaCommand : Command
{
    public OyaCommand(string name, string description)
        : base(name, description) => Validators.Add(UsageErrors.RefuseUnknownOptions);

    /// <summary>Lines to copy, each with what it is for; help shows them first.</summary>
    public IReadOnlyList<(string Line, string Why)> Examples { get; init; } = [];

    /// <summary>What <c>--format</c> accepts here.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = OutputFormats.OfRows;

    /// <summary>The format when the results go to a pipe and nobody asked for one.</summary>
    public OutputFormat PipedFormat { get; init; } = OutputFormat.Jsonl;

    /// <summary>Whether <c>-o</c> may name a folder; the command itself looks at it then.</summary>
    public bool OutputMayBeFolder { get; init; }

    /// <summary>Says what the command does.</summary>
    public OyaCommand Run(Terminal terminal, Func<CommandContext, Task<ExitCode>> run)
    {
        SetAction(async (line, cancellation) =>
        {
            var context = new CommandContext(this, line, terminal, cancellation);
            // A wrong format, or a place where nothing may be written, is a wrong line: refused before anything is done.
            _ = context.Format;
            if (!OutputMayBeFolder || context.OutputPath is null)
            {
                context.CheckOutput();
            }

            return (int)await RunAsync(context, run);
        });
        return this;
    }

    /// <summary>Says what a command that waits for nothing does.</summary>
    public OyaCommand Run(Terminal terminal, Func<CommandContext, ExitCode> run) =>
        Run(terminal, context => Task.FromResult(run(context)));

    /// <summary>Files come into their places when the command is done, and only then.</summary>
    static async Task<ExitCode> RunAsync(CommandContext context, Func<CommandContext, Task<ExitCode>> run)
    {
        try
        {
            var code = await run(context);
            context.Outputs.Commit();
            return code;
        }
        catch (Exception exception) when (context.Outputs.AreKeptDespite(exception))
        {
            context.Outputs.Commit();
            throw;
        }
        finally
        {
            context.Outputs.Discard();
        }
    }
}
