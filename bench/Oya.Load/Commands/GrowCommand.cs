using System.CommandLine;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary><c>grow</c>: the cost of a reading as the table grows, day by day.</summary>
static class GrowCommand
{
    const int DayMinutes = 1440;

    // Bytes per row of table, index and WAL, with a margin.
    const long BytesPerRow = 400;

    const double MaxGrowth = 0.15;

    // The number of days that are also written into a table of one day, and how many of them are averaged at each
    // end.
    const int Comparisons = 7, MaxAveraged = 3;

    static readonly Option<long> Rows = new("--rows")
    {
        Description = "rows of the full table (default 100 000 000)",
        HelpName = "N",
        DefaultValueFactory = _ => 100_000_000,
    };

    public static Command Create()
    {
        var command = new Command("grow", "Measure the cost of a reading as the table grows.")
        {
            Rows, LoadCommand.Meters, ServerOptions.Seed, ServerOptions.Oya, ServerOptions.Servers,
            ServerOptions.Within, ServerOptions.Date, ServerOptions.Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var options = ServerOptions.From(line);
        var rows = line.GetValue(Rows);
        var free = new DriveInfo(Path.GetFullPath(options.Within ?? Path.GetTempPath())).AvailableFreeSpace;
        if (free < rows * BytesPerRow)
        {
            throw new SoakException($"{rows:N0} rows need {rows * BytesPerRow >> 30} GB, and {free >> 30} GB are free: "
                + "give fewer --rows, or another folder with --within");
        }

        await using var world = await World.MakeAsync(options, cancellationToken);
        var fleet = Fleet.MakeCustomers(
            new() { Meters = line.GetValue(LoadCommand.Meters), From = new(new(2026, 1, 15)), Seed = options.Seed },
            world.Place.GetPath("minutes"));
        var plan = new LoadPlan(fleet, rows);
        var report = new Report("A growing table", string.Create(CultureInfo.InvariantCulture,
            $"dotnet run -c Release --project bench/Oya.Load -- grow --rows {rows} --meters {plan.Meters} "
            + $"--seed {options.Seed}"));
        foreach (var version in await Versions.FromAsync(world.Postgres.Address, cancellationToken))
        {
            report.Version(version);
        }

        Add(report, plan, await GrowAsync(world, plan, cancellationToken));
        ServerOptions.Write(line, report.ToScreen(), report.ToMarkdown(line.GetValue(ServerOptions.Date)!));
        return report.IsMet ? 0 : 1;
    }

    /// <summary>Writes day by day through the writer of the store, as an ingester uses it.</summary>
    /// <remarks>
    /// A shared machine is slow at times. At intervals the same day is therefore also written into a table of one
    /// day, just before. It is the second day of that table, because an empty table costs more than any other.
    /// </remarks>
    static async Task<List<GrownDay>> GrowAsync(World world, LoadPlan plan, CancellationToken cancellationToken)
    {
        // The start-up cost of a process is not a cost of a small table.
        _ = await WriteAloneAsync(world, plan, DayMinutes, cancellationToken);
        var database = await Stage.DatabaseAsync(world, "grow", plan.Fleet, cancellationToken);
        using var stores = Stores.Open(database.Store);
        var days = new List<GrownDay>();
        var dayCount = (plan.Minutes + DayMinutes - 1) / DayMinutes;
        for (long minute = 0; minute < plan.Minutes; minute += DayMinutes)
        {
            var isCompared = days.Count > 0
                && ((days.Count - 1) % Math.Max(1, dayCount / Comparisons) == 0 || days.Count == dayCount - 1);
            var alone = isCompared ? await WriteAloneAsync(world, plan, minute, cancellationToken) : null;
            days.Add(new(await WriteAsync(world, plan, stores, minute, cancellationToken), alone));
            world.WriteProgress(days[^1].Day + (alone is null ? "" : $"; over one day: {alone}"));
        }

        var stored = await database.ScalarAsync<long>("select count(*) from reading", cancellationToken);
        return stored == plan.Rows ? days : throw new SoakException($"{stored} of {plan.Rows} readings were stored");
    }

    static async Task<Rate> WriteAloneAsync(
        World world, LoadPlan plan, long from, CancellationToken cancellationToken)
    {
        var database = await Stage.DatabaseAsync(world, "alone", plan.Fleet, cancellationToken);
        Rate rate;
        using (var stores = Stores.Open(database.Store))
        {
            _ = await WriteAsync(world, plan, stores, from - DayMinutes, cancellationToken);
            rate = await WriteAsync(world, plan, stores, from, cancellationToken);
        }

        await database.DropAsync(cancellationToken);
        return rate;
    }

    static async Task<Rate> WriteAsync(
        World world, LoadPlan plan, Stores stores, long from, CancellationToken cancellationToken)
    {
        var to = Math.Min(from + DayMinutes, plan.Minutes);
        var buffer = new Reading[LoadPlan.BatchRows];
        var (elapsed, client, rows) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        var before = CpuMeter.Now([], world.Postgres, null);
        var minute = new long[LoadPlan.Partitions];
        minute.AsSpan().Fill(from);
        foreach (var (partition, _, minutes, batch) in plan.Batches(from, to, buffer))
        {
            // As if each message contained a minute of all meters of its partition.
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

    static void Add(Report report, LoadPlan plan, List<GrownDay> days)
    {
        report.Note($"{plan.Rows:N0} readings of {plan.Meters:N0} meters, {plan.Meters * DayMinutes:N0} a day, through "
            + "the writer that an ingester uses; a day is a chunk of the table. Figures of a day, us a reading: time "
            + "(processor of client + PostgreSQL). The comparison is the same day in a table of one day, written just "
            + "before.");
        long before = 0;
        foreach (var (day, alone) in days)
        {
            if (alone is not null)
            {
                report.Write($"{day.Subject}, over {before:N0} rows; over one day", $"{Text(day)}; {Text(alone)}");
            }

            before += day.Rows;
        }

        var compared = days.Where(day => day.Alone is not null).ToList();
        RequireFlat(report, "time", compared, day => day.Elapsed);
        RequireFlat(report, "processor of PostgreSQL", compared, day => day.Cpu.Postgres);
    }

    static string Text(Rate day) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rate.Microseconds(day.Elapsed, day.Rows):0.00} ({Rate.Microseconds(day.Cpu.Client, day.Rows):0.00} "
        + $"+ {Rate.Microseconds(day.Cpu.Postgres, day.Rows):0.00})");

    /// <summary>
    /// Requires that the cost of a day, relative to its cost in a table of one day, does not change from the first
    /// days to the last. Several days are averaged, because a single day may contain a checkpoint that another does
    /// not.
    /// </summary>
    static void RequireFlat(Report report, string what, List<GrownDay> days, Func<Rate, TimeSpan> select)
    {
        double Cost(IEnumerable<Rate> days) =>
            days.Sum(day => select(day).TotalMicroseconds) / days.Sum(day => day.Rows);
        double Part(List<GrownDay> days) => Cost(days.Select(day => day.Day)) / Cost(days.Select(day => day.Alone!));
        var count = Math.Min(MaxAveraged, days.Count);
        var growth = Part([.. days.TakeLast(count)]) / Part([.. days.Take(count)]) - 1;
        report.Require($"{what} per reading, relative to one day: change from the first {count} to the last {count}",
            $"{growth:+0.0 %;-0.0 %}", $"within {MaxGrowth:0 %}", Math.Abs(growth) <= MaxGrowth);
    }

    /// <summary>The cost of a day, and its cost just before in a table of one day.</summary>
    sealed record GrownDay(Rate Day, Rate? Alone);
}
