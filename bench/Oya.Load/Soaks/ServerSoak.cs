namespace Oya.Load;

/// <summary>A server is killed and started again while a replayer and an ingester go on.</summary>
abstract class ServerSoak(World world) : FleetSoak(world)
{
    const int Kills = 20;

    // Up long enough to be at work, away from no time to longer than a client waits before it asks again.
    const double LeastUp = 1, MostUp = 8, MostAway = 6;

    protected abstract Server ServerOf(Stage stage);

    protected sealed override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var kills = Options.Count(Kills);
        var away = TimeSpan.Zero;
        using var ingester = stage.StartIngester("ingester");
        await FeedAsync(stage, fleet, kills, TimeSpan.FromSeconds(12), async (number, replayer) =>
        {
            await Task.Delay(Between(LeastUp, MostUp), cancellationToken);
            MustLive(ingester, replayer);
            var killed = TimeProvider.System.GetTimestamp();
            await ServerOf(stage).KillAsync(cancellationToken);
            await Task.Delay(Between(0, MostAway), cancellationToken);
            await ServerOf(stage).StartAsync(cancellationToken);
            away += TimeProvider.System.GetElapsedTime(killed);
            World.Say($"{Name}: kill {number} of {kills}, "
                + $"away {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
        }, cancellationToken);
        MustLive(ingester);
        report.Ask($"kill -9 of the server", $"{kills}", $"{Options.Count(Kills)}", kills >= Options.Count(Kills));
        report.Tell("time that it was away, all together", $"{away.TotalSeconds:0} s");
        return IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
    }
}

/// <summary>Kafka is killed.</summary>
sealed class BrokerSoak(World world) : ServerSoak(world)
{
    protected override string Name => "broker";

    protected override Server ServerOf(Stage stage) => stage.Kafka;
}

/// <summary>PostgreSQL is killed.</summary>
sealed class PostgresSoak(World world) : ServerSoak(world)
{
    protected override string Name => "postgres";

    protected override Server ServerOf(Stage stage) => World.Postgres;
}
