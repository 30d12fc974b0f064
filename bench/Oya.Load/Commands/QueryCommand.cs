using System.CommandLine;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary><c>query</c>: the duration of the queries of the curve builder, the portal and the publisher.</summary>
static class QueryCommand
{
    const int Times = 200, FewTimes = 5;

    static readonly Option<string> Store = new("--store")
    {
        Description = "the store, with readings and curves in it",
        HelpName = "STORE",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("query", "Measure the queries of the curve builder, the portal and the publisher.")
        {
            Store, ServerOptions.Seed,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        using var stores = Stores.Open(line.GetValue(Store)!);
        var span = await stores.Curves.SpanAsync(cancellationToken)
            ?? throw new SoakException("the store has no day: ingest something, and build its curves with --until-end");
        var day = span.First;
        var next = new ParisDay(day.Date.AddDays(1));
        var all = await stores.Curves.ReadDailyAsync(null, day, next, cancellationToken);
        var random = new Random(line.GetValue(ServerOptions.Seed));
        DailyEnergy Any() => all[random.Next(all.Count)];
        await TimeAsync("the index of a meter's day (builder)", Times, () => stores.Readings.ReadIndexAsync(
            Any().Meter, day.Start, day.End, cancellationToken));
        await TimeAsync("the curve of a usage point's day (portal)", Times, () => stores.Curves.ReadCurvesAsync(
            Any().Owner, day, next, cancellationToken));
        await TimeAsync("the days of a usage point (portal)", Times, () => stores.Curves.ReadDailyAsync(
            Any().Owner, day, new(span.Last.Date.AddDays(1)), cancellationToken));
        await TimeAsync($"the energy of a day of all {all.Count} (publisher)", FewTimes, () =>
            stores.Curves.ReadDailyAsync(null, day, next, cancellationToken));
        await TimeAsync("the consents and curves of a day of all (publisher)", FewTimes, () =>
            stores.Releases.ListCandidatesAsync(day, cancellationToken));
        return 0;
    }

    static async Task TimeAsync(string what, int times, Func<Task> ask)
    {
        var durations = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ask();
            durations.Add(TimeProvider.System.GetElapsedTime(started));
        }

        durations.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-55} median {durations[times / 2].TotalMilliseconds,8:0.00} ms, "
            + $"longest {durations[^1].TotalMilliseconds,8:0.00} ms"));
    }
}
