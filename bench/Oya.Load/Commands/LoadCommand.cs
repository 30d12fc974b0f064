using System.CommandLine;

namespace Oya.Load;

/// <summary><c>load</c>: readings per second, compared with the limits of the database and of the log.</summary>
static class LoadCommand
{
    const double MinShare = 0.75;

    static readonly Option<long> Rows = new("--rows")
    {
        Description = "readings (default 4 000 000)",
        HelpName = "N",
        DefaultValueFactory = _ => 4_000_000,
    };

    static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "rounds; the medians of all rounds count (default 5)",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    public static readonly Option<int> Meters = new("--meters")
    {
        Description = "meters (default 1400: two million readings a day)",
        HelpName = "N",
        DefaultValueFactory = _ => 1400,
    };

    public static Command Create()
    {
        var command = new Command(
            "load", "Measure readings per second: oya ingest, compared with COPY and with the log alone.")
        {
            Rows, Rounds, Meters, ServerOptions.Seed, ServerOptions.Oya, ServerOptions.Servers, ServerOptions.Within,
            ServerOptions.Date, ServerOptions.Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var options = ServerOptions.From(line);
        await using var world = await World.MakeAsync(options, cancellationToken);
        var fleet = Fleet.MakeCustomers(
            new() { Meters = line.GetValue(Meters), From = new(new(2026, 1, 15)), Seed = options.Seed },
            world.Place.GetPath("minutes"));
        var plan = new LoadPlan(fleet, line.GetValue(Rows));
        var report = new Report("Rates", string.Create(CultureInfo.InvariantCulture,
            $"dotnet run -c Release --project bench/Oya.Load -- load --rows {line.GetValue(Rows)} "
            + $"--rounds {line.GetValue(Rounds)} --meters {plan.Meters} --seed {options.Seed}"));
        var rates = await MeasureAsync(world, plan, line.GetValue(Rounds), report, cancellationToken);
        Add(report, plan, rates, line.GetValue(Rounds));
        ServerOptions.Write(line, report.ToScreen(), report.ToMarkdown(line.GetValue(ServerOptions.Date)!));
        return report.IsMet ? 0 : 1;
    }

    static async Task<List<Rate>> MeasureAsync(
        World world, LoadPlan plan, int rounds, Report report, CancellationToken cancellationToken)
    {
        foreach (var version in await Versions.FromAsync(world.Postgres.Address, cancellationToken))
        {
            report.Version(version);
        }

        var kafka = await world.Place.StartAsync("kafka", "kafka", cancellationToken);
        report.Version(Versions.GetKafkaVersion(kafka));
        var rates = new List<Rate>();
        for (var round = 0; round < rounds; round++)
        {
            // Each measurement has its own database, and COPY is neither always first nor always last.
            Func<Stage, Task<Rate>>[] measurements =
            [
                stage => CopyLimit.MeasureAsync(plan, stage.Database, world.Postgres, cancellationToken),
                stage => IngestRate.MeasureAsync(plan, stage, world.Postgres, 1, cancellationToken),
                stage => IngestRate.MeasureAsync(plan, stage, world.Postgres, 2, cancellationToken),
                _ => LogLimit.ConsumeAsync(plan, world.Postgres, kafka, cancellationToken),
            ];
            for (var i = 0; i < measurements.Length; i++)
            {
                var way = (i + round) % measurements.Length;
                var stage = await Stage.CreateOnAsync(
                    world, $"load_{round}_{way}", plan.Fleet, kafka, cancellationToken);
                if (rates.Count == 0)
                {
                    Note(await LogLimit.ProduceAsync(plan, world.Postgres, kafka, cancellationToken));
                }

                await new Database(world.Postgres.Address, "postgres").ExecuteAsync("checkpoint", cancellationToken);
                Note(await measurements[way](stage));
                await stage.Database.DropAsync(cancellationToken);
            }
        }

        return rates;

        void Note(Rate rate)
        {
            rates.Add(rate);
            world.WriteProgress(rate.ToString());
        }
    }

    static void Add(Report report, LoadPlan plan, List<Rate> rates, int rounds)
    {
        report.Note($"{plan.Rows:N0} readings of {plan.Meters:N0} standard single-phase meters, one a minute, all under "
            + $"a permit, in messages of {LoadPlan.MessageReadings} in {LoadPlan.Partitions} partitions; medians of "
            + $"{rounds} rounds, each measurement with its own database; {LoadPlan.BatchRows:N0} rows a commit, sorted. "
            + "The time of an ingester is from its first commit to its last, its processor time since its start.");
        foreach (var way in rates.GroupBy(rate => rate.Subject))
        {
            var median = Rate.Median(way);
            report.Write($"{way.Key}: readings/s", $"{median.PerSecond:N0}");
            report.Write($"{way.Key}: slowest and fastest",
                $"{way.Min(rate => rate.PerSecond):N0} to {way.Max(rate => rate.PerSecond):N0}");
            report.Write($"{way.Key}: processor, us a reading: client + PostgreSQL + broker", string.Create(
                CultureInfo.InvariantCulture,
                $"{Rate.Microseconds(median.Cpu.Client, median.Rows):0.00} "
                + $"+ {Rate.Microseconds(median.Cpu.Postgres, median.Rows):0.00} "
                + $"+ {Rate.Microseconds(median.Cpu.Broker, median.Rows):0.00}"));
        }

        double From(string way) => Rate.Median(rates.Where(rate => rate.Subject == way)).PerSecond;
        var share = From("oya ingest, 1 process") / From("COPY BINARY alone");
        report.Require(
            "oya ingest with one process, of COPY", $"{share:0.00}", $"at least {MinShare}", share >= MinShare);
    }
}
