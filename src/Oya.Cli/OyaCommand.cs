using System.CommandLine;
using Oya.Cli.Output;

namespace Oya.Cli;

/// <summary>A command with its examples and the formats of its results.</summary>
sealed class OyaCommand : Command
{
    public OyaCommand(string name, string description)
        : base(name, description) => Validators.Add(UsageErrors.RejectUnknownOptions);

    /// <summary>Command lines to copy, each with its purpose. The help shows them first.</summary>
    public IReadOnlyList<(string Line, string Purpose)> Examples { get; init; } = [];

    /// <summary>The values that <c>--format</c> accepts for this command.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = OutputFormats.ForRows;

    /// <summary>The default format when the results go to a pipe.</summary>
    public OutputFormat PipedFormat { get; init; } = OutputFormat.Jsonl;

    /// <summary>Whether <c>-o</c> may name a folder; the command itself looks at it then.</summary>
    public bool OutputMayBeFolder { get; init; }

    /// <summary>Sets the action of the command.</summary>
    public OyaCommand Run(Terminal terminal, Func<CommandContext, Task<ExitCode>> run)
    {
        SetAction(async (line, cancellation) =>
        {
            var context = new CommandContext(this, line, terminal, cancellation);
            // An invalid format or output path is a usage error. It is reported before the command does anything.
            _ = context.Format;
            if (!OutputMayBeFolder || context.OutputPath is null)
            {
                context.CheckOutput();
            }

            return (int)await RunAsync(context, run);
        });
        return this;
    }

    /// <summary>Sets a synchronous action of the command.</summary>
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
