namespace Oya.Load;

/// <summary>
/// A soak over a day of many meters, written to a replayer while processes are disturbed. Then the rest is stored,
/// the curves are built, and everything is compared with an undisturbed run and with the true values.
/// </summary>
abstract class FleetSoak(World world) : Soak(world)
{
    // Ensures that the last kill comes before the last reading.
    const double PausedPart = 0.98;

    protected sealed override async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var reference = await World.ReferenceAsync(cancellationToken);
        var fleet = World.Meters(cancellationToken);
        var stage = await Stage.MakeAsync(World, Name, fleet, cancellationToken);
        report.Version(Versions.GetKafkaVersion(stage.Kafka));
        report.Require(
            "readings sent", $"{fleet.Frames:N0}", $"{Options.Readings:N0}", fleet.Frames >= Options.Readings);
        var started = TimeProvider.System.GetTimestamp();
        var summary = await DisturbAsync(stage, fleet, report, cancellationToken);
        report.Write("the run, without its end", $"{TimeProvider.System.GetElapsedTime(started):hh\\:mm\\:ss}");
        summary += await stage.FinishAsync(cancellationToken);
        World.WriteProgress($"{Name}: {summary}");
        await stage.EndAsync();
        await Verdict.AddAsync(report, reference, stage.Database, summary, cancellationToken);
        await Verdict.AddTruthAsync(report, fleet, stage.Database, cancellationToken);
    }

    /// <summary>Writes the fleet and disturbs the run. The whole capture is in the log when it returns.</summary>
    protected abstract Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the capture to a replayer at such a speed that it lasts for all the kills, whatever each one takes.
    /// </summary>
    /// <param name="stage">The environment.</param>
    /// <param name="fleet">The meters.</param>
    /// <param name="kills">The number of kills.</param>
    /// <param name="firstTime">The initial estimate of the duration of a kill.</param>
    /// <param name="kill">Executes a kill; it gets the number of the kill, from 1, and the replayer.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    protected static async Task FeedAsync(
        Stage stage, Fleet fleet, int kills, TimeSpan firstTime, Func<int, OyaProcess, Task> kill,
        CancellationToken cancellationToken)
    {
        using var replayer = stage.StartReplayer();
        var feed = new PacedFeed(fleet.Capture, replayer.Input);
        feed.Pause(PausedPart);
        feed.Pace = PausedPart * feed.Length / (kills * firstTime.TotalSeconds);
        var feeding = feed.RunAsync(cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        for (var done = 1; done <= kills; done++)
        {
            RequireAlive(replayer);
            await kill(done, replayer);
            var each = TimeProvider.System.GetElapsedTime(started).TotalSeconds / done;
            feed.Pace = (PausedPart * feed.Length - feed.Position) / (Math.Max(1, kills - done) * each);
        }

        feed.Resume();
        await feeding;
        await replayer.DoneAsync(cancellationToken);
    }
}
