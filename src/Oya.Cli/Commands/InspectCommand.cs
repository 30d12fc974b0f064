using System.CommandLine;
using Oya.Cli.Captures;
using Oya.Cli.Output;

namespace Oya.Cli.Commands;

/// <summary>Summarizes a capture on one screen.</summary>
static class InspectCommand
{
    static readonly Option<MaxErrors?> Limit = new("--max-errors")
    {
        Description = "exit 1 if more groups are invalid: a number, or a share like 2%",
        HelpName = "N|P%",
        CustomParser = MaxErrors.Parse,
    };

    public static Command Create(Terminal terminal)
    {
        var files = CaptureArguments.Files();
        var command = new OyaCommand("inspect", "Summarize captures: mode, meters, period, damage.")
        {
            Examples =
            [
                ("oya inspect capture.tic", "one screen"),
                ("zcat *.gz | oya inspect -", "gzip and zstd are also read directly"),
                ("oya inspect capture.tic --max-errors 1%", "exit 1 on a noisy line"),
                ("oya inspect capture.tic --format json | jq .groups", "for a program"),
            ],
            Formats = OutputFormats.ForObjects,
            PipedFormat = OutputFormat.Jsonl,
            Arguments = { files },
            Options = { Limit },
        };
        return command.Run(terminal, context => RunAsync(context, context.Get(files)!));
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string[] files)
    {
        var inspected = new List<Inspected>();
        var code = ExitCode.Done;
        try
        {
            await CaptureReading.ForEachAsync(context, files, async file =>
            {
                var inspection = new CaptureInspection();
                var end = await CaptureReading.ReadAsync(context, file, inspection.Decoder, inspection);
                inspected.Add(new(file, end.Packing, inspection));
                var counts = inspection.Decoder.Statistics;
                var isTooMuch = context.Get(Limit)?.IsExceeded(counts.InvalidGroups, counts.Groups) == true;
                code = isTooMuch ? ExitCode.BadData : code;

                return end.Damage;
            });
        }
        finally
        {
            Print(context, inspected, files.Length > 1);
        }

        return code;
    }

    static void Print(CommandContext context, List<Inspected> inspected, bool several)
    {
        var results = inspected.ConvertAll(capture => InspectionJson.From(capture.File, capture.Inspection));
        switch (context.Format)
        {
            case OutputFormat.Json when several:
                context.WriteJson(results, InspectionJsonContext.Default.IReadOnlyListInspectionJson);
                break;
            case OutputFormat.Json:
                results.ForEach(result => context.WriteJson(result, InspectionJsonContext.Default.InspectionJson));
                break;
            case OutputFormat.Jsonl:
                context.WriteJsonLines(results, InspectionJsonContext.Default.InspectionJson);
                break;
            default:
                context.WriteText(writer => Screens(context, inspected, writer));
                break;
        }
    }

    static void Screens(CommandContext context, List<Inspected> inspected, TextWriter writer)
    {
        foreach (var (file, packing, inspection) in inspected)
        {
            new InspectionScreen(
                inspection, file, packing, writer, context.Paint, context.Terminal.Width, context.ShowPrm).Write();
            if (file != inspected[^1].File)
            {
                writer.WriteLine();
            }
        }
    }

    sealed record Inspected(string File, string? Packing, CaptureInspection Inspection);
}
