namespace Oya.Load;

/// <summary>Two ingesters share the partitions. Each is started, stopped and killed at random moments.</summary>
sealed class RebalanceSoak(World world) : FleetSoak(world)
{
    const int Seconds = 600, MinSeconds = 30;

    const double MinPause = 1, MaxPause = 8, MeanPause = (MinPause + MaxPause) / 2;

    // The shortest session that a broker allows: the partitions of a dead member are reassigned after six seconds.
    static readonly string[] ShortSession = ["-X", "session.timeout.ms=6000", "-X", "heartbeat.interval.ms=1500"];

    readonly OyaProcess?[] _ingesters = new OyaProcess?[2];
    IngestSummary _summary = IngestSummary.None;
    int _started, _stopped, _killed;

    protected override string Name => "rebalance";

    protected override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var acts = (int)(Math.Max(MinSeconds, Options.Count(Seconds)) / MeanPause);
        try
        {
            await FeedAsync(stage, fleet, acts, TimeSpan.FromSeconds(MeanPause), async (_, _) =>
            {
                await ActAsync(stage, Moments.Next(_ingesters.Length), cancellationToken);
                await Task.Delay(Between(MinPause, MaxPause), cancellationToken);
            }, cancellationToken);
        }
        finally
        {
            for (var i = 0; i < _ingesters.Length; i++)
            {
                await EndAsync(i, isKill: false, CancellationToken.None);
            }
        }

        report.Write("ingesters started", $"{_started}");
        report.Write("stopped (SIGTERM)", $"{_stopped}");
        report.Write("killed (SIGKILL)", $"{_killed}");
        return _summary;
    }

    async Task ActAsync(Stage stage, int which, CancellationToken cancellationToken)
    {
        if (_ingesters[which] is not null)
        {
            await EndAsync(which, Moments.Next(2) == 0, cancellationToken);
            return;
        }

        _ingesters[which] = stage.StartIngester($"ingester-{which + 1}", ShortSession);
        World.WriteProgress($"rebalance: ingester {which + 1} started");
        _started++;
    }

    async Task EndAsync(int which, bool isKill, CancellationToken cancellationToken)
    {
        if (_ingesters[which] is not { } ingester)
        {
            return;
        }

        using (ingester)
        {
            _ingesters[which] = null;
            World.WriteProgress($"rebalance: ingester {which + 1} {(isKill ? "killed" : "stopped")}");
            RequireAlive(ingester);
            if (isKill)
            {
                _killed++;
                await ingester.KillAsync();
                return;
            }

            _stopped++;
            _summary += IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
        }
    }
}
