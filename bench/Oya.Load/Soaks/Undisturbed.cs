namespace Oya.Load;

/// <summary>A run in which nothing is killed: the reference for the disturbed runs.</summary>
static class Undisturbed
{
    /// <summary>Replays a capture and ingests it. Returns the database, and the duration of the replay.</summary>
    public static async Task<(Database Database, TimeSpan ReplayTime)> RunAsync(
        World world, string name, Fleet fleet, IEnumerable<string> replayWords, CancellationToken cancellationToken)
    {
        var stage = await Stage.MakeAsync(world, name, fleet, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        using (var replayer = stage.StartReplayer(replayWords))
        {
            await new PacedFeed(fleet.Capture, replayer.Input).RunAsync(cancellationToken);
            await replayer.DoneAsync(cancellationToken);
        }

        var duration = TimeProvider.System.GetElapsedTime(started);
        var summary = await stage.FinishAsync(cancellationToken);
        world.WriteProgress($"undisturbed: {summary}");
        await stage.EndAsync();
        return (stage.Database, duration);
    }
}
