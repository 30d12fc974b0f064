namespace Oya.Load;

/// <summary>A server is killed and started again while a replayer and an ingester continue.</summary>
abstract class ServerSoak(World world) : FleetSoak(world)
{
    const int Kills = 20;

    // Up long enough to do some work; away from no time to longer than a client waits before it retries.
    const double MinUp = 1, MaxUp = 8, MaxAway = 6;

    protected abstract Server GetServer(Stage stage);

    protected sealed override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var kills = Options.Count(Kills);
        var away = TimeSpan.Zero;
        using var ingester = stage.StartIngester("ingester");
        await FeedAsync(stage, fleet, kills, TimeSpan.FromSeconds(12), async (number, replayer) =>
        {
            await Task.Delay(Between(MinUp, MaxUp), cancellationToken);
            RequireAlive(ingester, replayer);
            var killed = TimeProvider.System.GetTimestamp();
            await GetServer(stage).KillAsync(cancellationToken);
            await Task.Delay(Between(0, MaxAway), cancellationToken);
            await GetServer(stage).StartAsync(cancellationToken);
            away += TimeProvider.System.GetElapsedTime(killed);
            World.WriteProgress($"{Name}: kill {number} of {kills}, "
                + $"away {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
        }, cancellationToken);
        RequireAlive(ingester);
        report.Require($"kill -9 of the server", $"{kills}", $"{Options.Count(Kills)}", kills >= Options.Count(Kills));
        report.Write("time away in total", $"{away.TotalSeconds:0} s");
        return IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
    }
}

/// <summary>Kafka is killed.</summary>
sealed class BrokerSoak(World world) : ServerSoak(world)
{
    protected override string Name => "broker";

    protected override Server GetServer(Stage stage) => stage.Kafka;
}

/// <summary>PostgreSQL is killed.</summary>
sealed class PostgresSoak(World world) : ServerSoak(world)
{
    protected override string Name => "postgres";

    protected override Server GetServer(Stage stage) => World.Postgres;
}
