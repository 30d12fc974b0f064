using System.CommandLine;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary><c>grow</c>: what a reading costs as the table grows, day by day.</summary>
static class GrowCommand
{
    const int DayMinutes = 1440;

    // Table, index and log of what is written, with room.
    const long BytesPerRow = 400;

    const double AskedFlat = 0.15;

    static readonly Option<long> Rows = new("--rows")
    {
        Description = "how large it grows (default 100 000 000)",
        HelpName = "N",
        DefaultValueFactory = _ => 100_000_000,
    };

    public static Command Create()
    {
        var command = new Command("grow", "What a reading costs as the table grows.")
        {
            Rows, LoadCommand.Meters, ServerOptions.Seed, ServerOptions.Oya, ServerOptions.Servers, ServerOptions.Within,
            ServerOptions.Date, ServerOptions.Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var options = ServerOptions.Of(line);
        var rows = line.GetValue(Rows);
        var free = new DriveInfo(Path.GetFullPath(options.Within ?? Path.GetTempPath())).AvailableFreeSpace;
        if (free < rows * BytesPerRow)
        {
            throw new SoakException($"{rows:N0} rows need {rows * BytesPerRow >> 30} GB, and {free >> 30} GB are free: "
                + "give fewer --rows, or a folder elsewhere with --within");
        }

        await using var world = await World.MakeAsync(options, cancellationToken);
        var fleet = Fleet.MakeCustomers(
            new() { Meters = line.GetValue(LoadCommand.Meters), From = new(new(2026, 1, 15)), Seed = options.Seed },
            world.Place.PathOf("minutes"));
        var plan = new LoadPlan(fleet, rows);
        var report = new Report("A growing table", string.Create(CultureInfo.InvariantCulture,
            $"dotnet run -c Release --project bench/Oya.Load -- grow --rows {rows} --meters {plan.Meters} "
            + $"--seed {options.Seed}"));
        foreach (var version in await Versions.OfAsync(world.Postgres.Address, cancellationToken))
        {
            report.Version(version);
        }

        Add(report, plan, await GrowAsync(world, plan, cancellationToken));
        ServerOptions.Write(line, report.ToScreen(), report.ToMarkdown(line.GetValue(ServerOptions.Date)!));
        return report.IsMet ? 0 : 1;
    }

    /// <summary>Day by day through the writer of the store, as an ingester uses it.</summary>
    static async Task<List<Rate>> GrowAsync(World world, LoadPlan plan, CancellationToken cancellationToken)
    {
        // What a process needs to get going is no cost of a small table.
        var other = await Stage.DatabaseAsync(world, "warm", plan.Fleet, cancellationToken);
        using (var warm = Stores.Open(other.Store))
        {
            _ = await WriteAsync(world, plan, warm, 0, DayMinutes, cancellationToken);
        }

        await other.DropAsync(cancellationToken);
        var database = await Stage.DatabaseAsync(world, "grow", plan.Fleet, cancellationToken);
        using var stores = Stores.Open(database.Store);
        var days = new List<Rate>();
        for (long minute = 0; minute < plan.Minutes; minute += DayMinutes)
        {
            days.Add(await WriteAsync(
                world, plan, stores, minute, Math.Min(minute + DayMinutes, plan.Minutes), cancellationToken));
            world.Say(days[^1].ToString());
        }

        var stored = await database.ScalarAsync<long>("select count(*) from reading", cancellationToken);
        return stored == plan.Rows ? days : throw new SoakException($"{stored} of {plan.Rows} readings were stored");
    }

    static async Task<Rate> WriteAsync(
        World world, LoadPlan plan, Stores stores, long from, long to, CancellationToken cancellationToken)
    {
        var buffer = new Reading[LoadPlan.BatchRows];
        var (elapsed, client, rows) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        var before = CpuMeter.Now([], world.Postgres, null);
        var minute = new long[LoadPlan.Partitions];
        minute.AsSpan().Fill(from);
        foreach (var (partition, _, minutes, batch) in plan.Batches(from, to, buffer))
        {
            // As if a message held a minute of all meters of its partition.
            var range = new LogRange(new("grow", partition), minute[partition], minute[partition] += minutes);
            var (started, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var result = await stores.Readings.StoreAsync(batch, range, cancellationToken);
            elapsed += TimeProvider.System.GetElapsedTime(started);
            client += Environment.CpuUsage.TotalTime - used;
            rows += result.Stored;
        }

        var cpu = (CpuMeter.Now([], world.Postgres, null) - before) with { Client = client };
        return new($"day {from / DayMinutes + 1}", rows, elapsed, cpu);
    }

    static void Add(Report report, LoadPlan plan, List<Rate> days)
    {
        report.Note($"{plan.Rows:N0} readings of {plan.Meters:N0} meters, {plan.Meters * DayMinutes:N0} a day, through the "
            + "writer that an ingester uses; a day is a chunk of the table. Figures of a day, us a reading.");
        long before = 0;
        foreach (var (day, index) in days.Select((day, index) => (day, index)))
        {
            if (index % Math.Max(1, days.Count / 10) == 0 || index == days.Count - 1)
            {
                report.Tell($"{day.Way}, over {before:N0} rows: time, and processor of client + PostgreSQL", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Rate.Microseconds(day.Elapsed, day.Rows):0.00}, {Rate.Microseconds(day.Cpu.Client, day.Rows):0.00} "
                    + $"+ {Rate.Microseconds(day.Cpu.Postgres, day.Rows):0.00}"));
            }

            before += day.Rows;
        }

        // A tenth of the days on either end: one day alone may hold a checkpoint that its neighbour does not.
        var few = Math.Max(1, days.Count / 10);
        AskFlat(report, "time", days, few, day => day.Elapsed);
        AskFlat(report, "processor of PostgreSQL", days, few, day => day.Cpu.Postgres);
    }

    static void AskFlat(Report report, string what, List<Rate> days, int few, Func<Rate, TimeSpan> of)
    {
        double Mean(IEnumerable<Rate> some) => some.Sum(day => of(day).TotalMicroseconds) / some.Sum(day => day.Rows);
        var growth = Mean(days.TakeLast(few)) / Mean(days.Take(few)) - 1;
        report.Ask($"{what} a reading, the last {few} days over the first {few}", $"{growth:+0.0 %;-0.0 %}",
            $"within {AskedFlat:0 %}", Math.Abs(growth) <= AskedFlat);
    }
}
