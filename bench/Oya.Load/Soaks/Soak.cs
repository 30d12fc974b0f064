namespace Oya.Load;

/// <summary>A long run in which a process is killed, a server is away, or messages are invalid.</summary>
abstract class Soak(World world)
{
    public static IReadOnlyDictionary<string, (string What, Func<World, Soak> Make)> All { get; } =
        new Dictionary<string, (string, Func<World, Soak>)>
        {
            ["ingester"] = ("the ingester is killed at random moments", world => new IngesterSoak(world)),
            ["broker"] = ("Kafka is killed at random moments", world => new BrokerSoak(world)),
            ["postgres"] = ("PostgreSQL is killed at random moments", world => new PostgresSoak(world)),
            ["replayer"] = (
                "the replayer is killed at random moments and starts again", world => new ReplayerSoak(world)),
            ["outage"] = (
                "Kafka is away while readings arrive at the speed of their meters", world => new OutageSoak(world)),
            ["poison"] = ("one message in ten thousand is invalid", world => new PoisonSoak(world)),
            ["rebalance"] = ("two ingesters join and leave", world => new RebalanceSoak(world)),
        };

    protected World World => world;

    protected SoakOptions Options => world.Options;

    protected abstract string Name { get; }

    protected Random Moments => field ??= world.Moments(Name);

    /// <summary>Executes the run. The report says whether all requirements are met.</summary>
    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report(
            $"Soak: {All[Name].What}", string.Create(CultureInfo.InvariantCulture,
                $"dotnet run -c Release --project bench/Oya.Load -- soak {Name} --seed {Options.Seed}")
            + (Options.IsFullRun ? "" : string.Create(CultureInfo.InvariantCulture, $" --scale {Options.Scale}")));
        report.Version($"Seed {Options.Seed}");
        foreach (var version in await Versions.FromAsync(world.Postgres.Address, cancellationToken))
        {
            report.Version(version);
        }

        await RunAsync(report, cancellationToken);
        return report;
    }

    protected abstract Task RunAsync(Report report, CancellationToken cancellationToken);

    /// <summary>Fails the run when a process that must be alive has ended.</summary>
    protected static void RequireAlive(params ReadOnlySpan<OyaProcess> processes)
    {
        foreach (var process in processes)
        {
            if (process.HasEnded)
            {
                throw new SoakException(
                    $"{process.Line}\nhas ended: {string.Join('\n', process.ErrorLines.TakeLast(20))}");
            }
        }
    }

    /// <summary>Speed and memory are requirements only in a full run; in a short run they are only reported.</summary>
    protected void RequireInFullRun(Report report, string what, string seen, string asked, bool isMet)
    {
        if (Options.IsFullRun)
        {
            report.Require(what, seen, asked, isMet);
        }
        else
        {
            report.Write(what, seen);
        }
    }

    protected TimeSpan Between(double min, double max) =>
        TimeSpan.FromSeconds(min + (max - min) * Moments.NextDouble());
}
