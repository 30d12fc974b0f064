using System.CommandLine;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;

namespace Oya.Cli.Commands;

/// <summary>Stores the readings from Kafka, until stopped or until the end of the topic.</summary>
static class IngestCommand
{
    static readonly Option<bool> UntilEnd = new("--until-end")
    {
        Description = "stop when everything that the topic contained at the start is stored, and build the curves",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand(
            "ingest", "Store the readings from Kafka, until Ctrl-C. Run at most one ingester per partition.")
        {
            Examples =
            [
                ("oya ingest -X bootstrap.servers=kafka:9092 --store 'Host=db;Database=oya'", "under a service manager"),
                ("oya ingest --until-end", "a batch: the present contents of the topic, and its curves"),
            ],
            Formats = OutputFormats.ForObjects,
            PipedFormat = OutputFormat.Jsonl,
            Options = { UntilEnd, KafkaOptions.Topic, KafkaOptions.Setting },
        };
        return command.Run(terminal, RunAsync);
    }

    static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var run = new IngestRun(
            context, KafkaOptions.Settings(context),
            KafkaOptions.CreateLogOptions(context) with { UntilEnd = context.Get(UntilEnd) });
        try
        {
            await run.RunAsync();
        }
        catch (Exception exception) when (run.HasBegun)
        {
            // Ctrl-C is how it ends, unless it was asked to end by itself.
            Print(context, run);
            context.Outputs.KeepDespite(exception);
            throw;
        }

        Print(context, run);
        return run.Lost > 0 ? ExitCode.BadData : ExitCode.Done;
    }

    static void Print(CommandContext context, IngestRun run)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(IngestJson.From(run), IngestJsonContext.Default.IngestJson);
                break;
            case OutputFormat.Jsonl:
                context.WriteJsonLines([IngestJson.From(run)], IngestJsonContext.Default.IngestJson);
                break;
            default:
                context.WriteText(writer => IngestScreen.Write(run, writer));
                break;
        }
    }
}
