namespace Oya.Load;

/// <summary>The ingester is killed at random moments, from its first to its seconds of work, and started again.</summary>
sealed class IngesterSoak(World world) : FleetSoak(world)
{
    const int Kills = 200;

    // A life lasts up to this. It is tuned so that half of the kills fall among commits, however fast the machine starts a
    // process: shorter after one that had stored something, longer after one that had not.
    const double FirstLongestLife = 5, Shorter = 0.95, Longer = 1.06, MinLongestLife = 1;

    // A member of the group that comes back by its name has its partitions at once; without one the group waits 45 s for
    // the dead, and a run would be all waiting. How a group takes it is another soak's.
    static readonly string[] OneName = ["-X", "group.instance.id=ingester-1"];

    protected override string Name => "ingester";

    protected override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var kills = Options.Count(Kills);
        var atWork = 0;
        var longest = FirstLongestLife;
        await FeedAsync(stage, fleet, kills, TimeSpan.FromSeconds(longest / 2 + 0.3), async (number, replayer) =>
        {
            var before = await stage.Database.MessagesAsync(cancellationToken);
            using var ingester = stage.StartIngester("ingester", OneName);
            var life = Between(0, longest);
            await Task.Delay(life, cancellationToken);
            RequireAlive(ingester, replayer);
            await ingester.KillAsync();
            var stored = await stage.Database.MessagesAsync(cancellationToken) - before;
            atWork += stored > 0 ? 1 : 0;
            longest = Math.Max(MinLongestLife, longest * (stored > 0 ? Shorter : Longer));
            if (number % 20 == 0 || number == kills)
            {
                World.Say($"ingester: kill {number} of {kills} after {life.TotalSeconds:0.00} s, {stored} messages stored");
            }
        }, cancellationToken);
        report.Ask("kill -9 of the ingester", $"{kills}", $"{Options.Count(Kills)}", kills >= Options.Count(Kills));
        report.Write("of them after it had stored something", $"{atWork}");
        report.Write("of them before its first commit", $"{kills - atWork}");
        return IngestSummary.None;
    }
}
