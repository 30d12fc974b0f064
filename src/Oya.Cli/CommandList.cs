using System.CommandLine;
using Oya.Cli.Commands;

namespace Oya.Cli;

/// <summary>The commands, in the order of the help page. A new command is one line here.</summary>
static class CommandList
{
    public static IEnumerable<Command> Create(Terminal terminal) =>
    [
        DemoCommand.Create(terminal),
        InspectCommand.Create(terminal),
        DecodeCommand.Create(terminal),
        SimulateCommand.Create(terminal),
        ReplayCommand.Create(terminal),
        IngestCommand.Create(terminal),
        TapCommand.Create(terminal),
        TopicsCommand.Create(terminal),
        DailyCommand.Create(terminal),
        CurveCommand.Create(terminal),
        RegistryCommand.Create(terminal),
        ConsentCommand.Create(terminal),
        PublishCommand.Create(terminal),
        ServeCommand.Create(terminal),
        DbCommand.Create(terminal),
        BenchCommand.Create(terminal),
        CompletionCommand.Create(terminal),
    ];
}
