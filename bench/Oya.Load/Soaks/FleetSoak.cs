namespace Oya.Load;

/// <summary>
/// A soak over a day of many meters, fed to a replayer while something is done to it; then the rest is stored, the curves
/// are built, and all is held against an undisturbed run and the truth.
/// </summary>
abstract class FleetSoak(World world) : Soak(world)
{
    // So that the last kill comes before the last reading.
    const double Held = 0.98;

    protected sealed override async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var reference = await World.ReferenceAsync(cancellationToken);
        var fleet = World.Meters(cancellationToken);
        var stage = await Stage.MakeAsync(World, Name, fleet, cancellationToken);
        report.Version(Versions.OfKafka(stage.Kafka));
        report.Ask("readings sent", $"{fleet.Frames:N0}", $"{Options.Readings:N0}", fleet.Frames >= Options.Readings);
        var started = TimeProvider.System.GetTimestamp();
        var summary = await DisturbAsync(stage, fleet, report, cancellationToken);
        report.Write("the run, without its end", $"{TimeProvider.System.GetElapsedTime(started):hh\\:mm\\:ss}");
        summary += await stage.FinishAsync(cancellationToken);
        World.Say($"{Name}: {summary}");
        await stage.EndAsync();
        await Verdict.AddAsync(report, reference, stage.Database, summary, cancellationToken);
        await Verdict.AddTruthAsync(report, fleet, stage.Database, cancellationToken);
    }

    /// <summary>Feeds the fleet and does the harm; all of the capture is in the log when it returns.</summary>
    protected abstract Task<IngestSummary> DisturbAsync(
        Stage stage, Fleet fleet, Report report, CancellationToken cancellationToken);

    /// <summary>Feeds a replayer so that the data lasts as long as a number of kills, whatever each takes.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="fleet">Who.</param>
    /// <param name="kills">How many.</param>
    /// <param name="firstTime">What one is taken to need at first.</param>
    /// <param name="kill">Does one; it gets its number, from 1, and the replayer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected static async Task FeedAsync(
        Stage stage, Fleet fleet, int kills, TimeSpan firstTime, Func<int, OyaProcess, Task> kill,
        CancellationToken cancellationToken)
    {
        using var replayer = stage.StartReplayer();
        var feed = new PacedFeed(fleet.Capture, replayer.Input);
        feed.Pause(Held);
        feed.Pace = Held * feed.Length / (kills * firstTime.TotalSeconds);
        var feeding = feed.RunAsync(cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        for (var done = 1; done <= kills; done++)
        {
            RequireAlive(replayer);
            await kill(done, replayer);
            var each = TimeProvider.System.GetElapsedTime(started).TotalSeconds / done;
            feed.Pace = (Held * feed.Length - feed.Position) / (Math.Max(1, kills - done) * each);
        }

        feed.Resume();
        await feeding;
        await replayer.DoneAsync(cancellationToken);
    }
}
