namespace Oya.Load;

/// <summary>The replayer is killed at random moments. The next one starts at the beginning of the capture.</summary>
sealed class ReplayerSoak(World world) : FleetSoak(world)
{
    const int Kills = 50;

    protected override string Name => "replayer";

    protected override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var kills = Options.Count(Kills);
        long sent = 0;
        using var ingester = stage.StartIngester("ingester");
        for (var (number, tries) = (1, 1); number <= kills; tries++)
        {
            RequireAlive(ingester);
            using var replayer = stage.StartReplayer();
            var feed = new PacedFeed(fleet.Capture, replayer.Input);
            var feeding = feed.RunAsync(cancellationToken);
            var life = World.ReplayTime * Moments.NextDouble();
            await Task.Delay(life, cancellationToken);
            if (replayer.HasEnded && tries < 10 * kills)
            {
                continue;
            }

            RequireAlive(replayer);
            await replayer.KillAsync();
            await feeding;
            sent += feed.Position;
            World.WriteProgress($"replayer: kill {number++} of {kills} after {life.TotalSeconds:0.00} s, "
                + $"{100 * feed.Position / feed.Length} % of the capture");
        }

        using var last = stage.StartReplayer();
        await new PacedFeed(fleet.Capture, last.Input).RunAsync(cancellationToken);
        await last.DoneAsync(cancellationToken);
        report.Require("kill -9 of the replayer", $"{kills}", $"{Options.Count(Kills)}", kills >= Options.Count(Kills));
        report.Write("captures sent in total", $"{1 + (double)sent / new FileInfo(fleet.Capture).Length:0.0}");
        return IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
    }
}
