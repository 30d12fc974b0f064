namespace Oya.Load;

/// <summary>The ingester is killed at random moments of its first seconds, and started again.</summary>
sealed class IngesterSoak(World world) : FleetSoak(world)
{
    const int Kills = 200;

    // The longest life of an ingester. It is adapted so that about half of the kills happen between commits, however
    // fast the machine starts a process: shorter after an ingester that had stored something, longer after one that
    // had not.
    const double FirstLongestLife = 5, Shorter = 0.95, Longer = 1.06, MinLongestLife = 1;

    // A static member gets its partitions at once when it comes back. Otherwise the group waits 45 s for the dead
    // member, and most of the run would be waiting. Another soak covers the behaviour of a group.
    static readonly string[] StaticMember = ["-X", "group.instance.id=ingester-1"];

    protected override string Name => "ingester";

    protected override async Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var kills = Options.Count(Kills);
        var killedAfterCommit = 0;
        var longest = FirstLongestLife;
        await FeedAsync(stage, fleet, kills, TimeSpan.FromSeconds(longest / 2 + 0.3), async (number, replayer) =>
        {
            var before = await stage.Database.MessagesAsync(cancellationToken);
            using var ingester = stage.StartIngester("ingester", StaticMember);
            var life = Between(0, longest);
            await Task.Delay(life, cancellationToken);
            RequireAlive(ingester, replayer);
            await ingester.KillAsync();
            var stored = await stage.Database.MessagesAsync(cancellationToken) - before;
            killedAfterCommit += stored > 0 ? 1 : 0;
            longest = Math.Max(MinLongestLife, longest * (stored > 0 ? Shorter : Longer));
            if (number % 20 == 0 || number == kills)
            {
                World.WriteProgress($"ingester: kill {number} of {kills} after {life.TotalSeconds:0.00} s, "
                    + $"{stored} messages stored");
            }
        }, cancellationToken);
        report.Require("kill -9 of the ingester", $"{kills}", $"{Options.Count(Kills)}", kills >= Options.Count(Kills));
        report.Write("of them after it had stored something", $"{killedAfterCommit}");
        report.Write("of them before its first commit", $"{kills - killedAfterCommit}");
        return IngestSummary.None;
    }
}
