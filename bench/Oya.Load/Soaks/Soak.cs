namespace Oya.Load;

/// <summary>A long run in which something is killed, away or wrong.</summary>
abstract class Soak(World world)
{
    public static IReadOnlyDictionary<string, (string What, Func<World, Soak> Make)> All { get; } =
        new Dictionary<string, (string, Func<World, Soak>)>
        {
            ["ingester"] = ("the ingester is killed at random moments", world => new IngesterSoak(world)),
            ["broker"] = ("Kafka is killed at random moments", world => new BrokerSoak(world)),
            ["postgres"] = ("PostgreSQL is killed at random moments", world => new PostgresSoak(world)),
            ["replayer"] = ("the replayer is killed at random moments and begins anew", world => new ReplayerSoak(world)),
            ["outage"] = ("Kafka is away while readings come at the pace of their meters", world => new OutageSoak(world)),
            ["poison"] = ("one message in ten thousand is none", world => new PoisonSoak(world)),
            ["rebalance"] = ("two ingesters come and go", world => new RebalanceSoak(world)),
        };

    protected World World => world;

    protected SoakOptions Options => world.Options;

    protected abstract string Name { get; }

    protected Random Moments => field ??= world.Moments(Name);

    /// <summary>Makes the run; the report says whether all that is asked is met.</summary>
    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report(
            $"Soak: {All[Name].What}", string.Create(CultureInfo.InvariantCulture,
                $"dotnet run -c Release --project bench/Oya.Load -- soak {Name} --seed {Options.Seed}")
            + (Options.IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $" --scale {Options.Scale}")));
        report.Version($"Seed {Options.Seed}");
        foreach (var version in await Versions.FromAsync(world.Postgres.Address, cancellationToken))
        {
            report.Version(version);
        }

        await RunAsync(report, cancellationToken);
        return report;
    }

    protected abstract Task RunAsync(Report report, CancellationToken cancellationToken);

    /// <summary>Fails the run when a process that must live has ended.</summary>
    protected static void RequireAlive(params ReadOnlySpan<OyaProcess> processes)
    {
        foreach (var process in processes)
        {
            if (process.HasEnded)
            {
                throw new SoakException($"{process.Line}\nhas ended: {string.Join('\n', process.Said.TakeLast(20))}");
            }
        }
    }

    /// <summary>Speed and memory are asked for in a whole run; of a short one they are only told.</summary>
    protected void AskOfWhole(Report report, string what, string seen, string asked, bool isMet)
    {
        if (Options.IsWhole)
        {
            report.Ask(what, seen, asked, isMet);
        }
        else
        {
            report.Write(what, seen);
        }
    }

    protected TimeSpan Between(double min, double max) =>
        TimeSpan.FromSeconds(min + (max - min) * Moments.NextDouble());
}
