using System.CommandLine;
using Oya.Cli.Demo;
using Oya.Cli.Inputs;
using Oya.Cli.Output;

namespace Oya.Cli.Commands;

/// <summary>Runs the whole pipeline on a simulated village.</summary>
static class DemoCommand
{
    static readonly Option<string> Folder = new("--folder")
    {
        Description = "the folder for its files (default oya-demo; recreated on each run)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "oya-demo",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new OyaCommand(
            "demo", "Run the whole pipeline on a simulated village, and check it against the truth.")
        {
            Examples =
            [
                ("oya demo", "takes less than half a minute"),
                ("oya demo --log kafka", "through Kafka into PostgreSQL (OYA_KAFKA_BOOTSTRAP_SERVERS, OYA_STORE)"),
            ],
            Formats = [OutputFormat.Table],
            PipedFormat = OutputFormat.Table,
            Options = { Folder, KafkaOptions.Log, KafkaOptions.Setting },
        };
        return command.Run(terminal, async context =>
            await new DemoRun(context, context.Get(Folder)!, terminal.Out).RunAsync() ? ExitCode.Done : ExitCode.BadData);
    }
}
