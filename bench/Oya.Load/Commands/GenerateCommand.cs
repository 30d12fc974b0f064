using System.CommandLine;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// <c>generate</c>: fills a topic with readings, and writes the registry and the consents of their meters.
/// </summary>
static class GenerateCommand
{
    static readonly Option<string> Kafka = new("--kafka")
    {
        Description = "where Kafka is, host:port",
        HelpName = "SERVER",
        Required = true,
    };

    static readonly Option<int> DayCount = new("--days")
    {
        Description = "days, a reading a minute (default 1)",
        HelpName = "D",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<string> Folder = new("--customers")
    {
        Description = "folder for registry.csv and consents.csv",
        HelpName = "DIR",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("generate", "Fill oya.readings with readings, one a minute of each meter.")
        {
            Kafka, Folder, LoadCommand.Meters, DayCount, ServerOptions.Seed,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var fleet = Fleet.MakeCustomers(
            new()
            {
                Meters = line.GetValue(LoadCommand.Meters), From = new(new(2026, 1, 15)),
                Seed = line.GetValue(ServerOptions.Seed),
            },
            Path.GetFullPath(line.GetValue(Folder)!));
        var plan = new LoadPlan(fleet, (long)line.GetValue(DayCount) * 1440 * fleet.Meters);
        await using var log = new KafkaLogWriter(
            LogLimit.GetSettings(line.GetValue(Kafka)!), new() { Notify = Console.Error.WriteLine });
        var slice = new Reading[plan.Meters * LoadPlan.MessageReadings];
        for (long minute = 0; minute < plan.Minutes; minute += LoadPlan.MessageReadings)
        {
            plan.FillSlice(slice, minute);
            await log.AppendAsync(slice, cancellationToken);
        }

        await Console.Error.WriteLineAsync($"{plan.Rows:N0} readings in {log.Appended:N0} messages");
        return 0;
    }
}
