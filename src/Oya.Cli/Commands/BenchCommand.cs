using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Oya.Cli.Bench;
using Oya.Cli.Inputs;
using Oya.Cli.Output;

namespace Oya.Cli.Commands;

/// <summary>Measures how fast this machine decodes.</summary>
static class BenchCommand
{
    static readonly Option<TimeSpan?> Seconds =
        Durations.Option("--seconds", "total measuring time (default 8s)");

    static readonly Option<bool> Quick = new("--quick")
    {
        Description = "32 MB and half a second, to check that it works; the figures are rough",
    };

    static readonly Option<IReadOnlySet<BenchRow>?> Only = new("--only")
    {
        Description = "measure only these: " + string.Join(", ", Enum.GetValues<BenchRow>().Select(GetName)),
        HelpName = "A,B",
        CustomParser = ParseRows,
        CompletionSources = { _ => Enum.GetValues<BenchRow>().Select(row => new CompletionItem(GetName(row))) },
    };

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("file")
        {
            Description = "also decode this capture; - is the standard input; gzip and zstd are decompressed",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new OyaCommand(
            "bench",
            "Measure how fast one core decodes, compared with copying the same memory. Takes 512 MB and some seconds.")
        {
            Examples =
            [
                ("oya bench", "simulated meters, both modes, clean and noisy"),
                ("oya bench capture.tic", "also your own capture"),
                ("oya bench --format json | jq .standard.memcpyRatio", "for a program"),
                ("oya bench --only standard --seconds 60s", "one figure, measured for a minute"),
            ],
            Formats = [.. OutputFormats.ForObjects, OutputFormat.Markdown],
            PipedFormat = OutputFormat.Jsonl,
            Arguments = { file },
            Options = { Seconds, Quick, Only },
        };
        return command.Run(terminal, context => RunAsync(context, context.Get(file)));
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string? capture)
    {
        var isQuick = context.Get(Quick);
        var seconds = context.Get(Seconds)?.TotalSeconds
            ?? (isQuick ? BenchSettings.QuickSeconds : BenchSettings.DefaultSeconds);
        var result = await new BenchRun(context, new(Rows(context, capture), seconds, isQuick)).RunAsync(capture);
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(BenchJson.From(result), BenchJsonContext.Default.BenchJson);
                break;
            case OutputFormat.Jsonl:
                context.WriteJsonLines([BenchJson.From(result)], BenchJsonContext.Default.BenchJson);
                break;
            case OutputFormat.Markdown:
                BenchTable.Write(result, capture, context.OpenRows(BenchTable.Columns));
                break;
            default:
                context.WriteText(writer => BenchScreen.Write(result, capture, writer, context.Paint));
                break;
        }

        return ExitCode.Done;
    }

    /// <summary>
    /// With a capture, the default rows are the capture and the two figures to compare it with. Option --only adds
    /// others.
    /// </summary>
    static HashSet<BenchRow> Rows(CommandContext context, string? capture)
    {
        var rows = context.Get(Only)?.ToHashSet()
            ?? (capture is null ? [.. Enum.GetValues<BenchRow>()] : [BenchRow.Standard, BenchRow.Historic]);
        if (capture is not null)
        {
            rows.Add(BenchRow.Capture);
        }
        else if (rows.Remove(BenchRow.Capture) && context.Has(Only))
        {
            throw new OyaException(ExitCode.Usage, "no capture to measure", "give its name: oya bench FILE");
        }

        return rows;
    }

    static HashSet<BenchRow>? ParseRows(ArgumentResult argument)
    {
        var rows = new HashSet<BenchRow>();
        foreach (var name in argument.Tokens.SelectMany(token => token.Value.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var row = Enum.GetValues<BenchRow>().Where(row => GetName(row) == name).ToList();
            if (row.Count == 0)
            {
                argument.AddError($"'{name}' is not a measurement");
                return null;
            }

            rows.Add(row[0]);
        }

        return rows;
    }

    static string GetName(BenchRow row) => char.ToLowerInvariant(row.ToString()[0]) + row.ToString()[1..];
}
