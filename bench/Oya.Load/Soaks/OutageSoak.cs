namespace Oya.Load;

/// <summary>Kafka is away for ten minutes while frames arrive at the speed of their meters.</summary>
sealed class OutageSoak(World world) : Soak(world)
{
    const int MinutesAway = 10, MinSecondsAway = 20, Meters = 200, FrameSeconds = 2, BytesPerFrame = 850;

    // Readings in the pipe, in the sampler and in the batches of one second are not counted as a delay.
    const int InTransitSeconds = 6;

    const int MaxSecondsBehind = 120;

    const double MinSpeed = 20, MaxMegabytes = 20;

    protected override string Name => "outage";

    // The time before the normal memory of a process is recorded, and the time after Kafka is back.
    TimeSpan SettlingTime => TimeSpan.FromSeconds(Options.IsFullRun ? 60 : 8);

    protected override async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var away = TimeSpan.FromSeconds(Math.Max(MinSecondsAway, Options.Count(MinutesAway * 60)));
        var seconds = 2 * SettlingTime.TotalSeconds + away.TotalSeconds;
        var fleet = Fleet.MakeBeginning(new()
        {
            Meters = Meters,
            From = new(new DateOnly(2026, 1, 15)),
            Every = TimeSpan.FromSeconds(FrameSeconds),
            Seed = Options.Seed,
        }, World.Place.GetPath("live"), (long)(seconds * Meters / FrameSeconds * BytesPerFrame));
        string[] everyFrame = ["--every", "0"];
        var (reference, _) =
            await Undisturbed.RunAsync(World, "undisturbed_live", fleet, everyFrame, cancellationToken);
        var stage = await Stage.MakeAsync(World, Name, fleet, cancellationToken);
        report.Version(Versions.GetKafkaVersion(stage.Kafka));
        report.Write("readings sent, at the pace of their meters", $"{fleet.Frames:N0}");
        report.Write("a second", $"{Meters / FrameSeconds}");
        IngestSummary summary;
        using (var ingester = stage.StartIngester("ingester"))
        {
            using var replayer = stage.StartReplayer(everyFrame);
            var live = new LiveFeed(fleet, replayer, (double)Meters / FrameSeconds);
            var feeding = live.RunAsync(cancellationToken);
            await RunOutageAsync(new(stage, replayer, ingester, live), away, report, cancellationToken);
            await feeding;
            await replayer.DoneAsync(cancellationToken);
            RequireAlive(ingester);
            summary = IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
        }

        var order = await TopicOrder.FromAsync(stage.Kafka.Address, cancellationToken);
        report.Write("messages in the topic", $"{order.Messages:N0}");
        report.RequireZero("readings after a later reading of their meter", order.Backward);
        report.RequireZero("readings that are there twice", order.Repeated);
        summary += await stage.FinishAsync(cancellationToken);
        await stage.EndAsync();
        await Verdict.AddAsync(report, reference, stage.Database, summary, cancellationToken);
    }

    async Task RunOutageAsync(Flow flow, TimeSpan away, Report report, CancellationToken cancellationToken)
    {
        using var replayerMemory = new MemoryWatch(flow.Replayer.Id);
        using var ingesterMemory = new MemoryWatch(flow.Ingester.Id);
        await Task.Delay(SettlingTime, cancellationToken);
        replayerMemory.Begin();
        ingesterMemory.Begin();
        World.WriteProgress("outage: Kafka is killed");
        await flow.Stage.Kafka.KillAsync(cancellationToken);
        await Task.Delay(away, cancellationToken);
        RequireAlive(flow.Replayer, flow.Ingester);
        await flow.Stage.Kafka.StartAsync(cancellationToken);
        var back = TimeProvider.System.GetTimestamp();
        World.WriteProgress("outage: Kafka is back");
        var isCaughtUp = await flow.CatchUpAsync(TimeSpan.FromSeconds(InTransitSeconds), cancellationToken);
        var duration = TimeProvider.System.GetElapsedTime(back);
        World.WriteProgress(
            $"outage: {(isCaughtUp ? "caught up" : "still behind")} after {duration.TotalSeconds:0.0} s");
        var speed = away / duration;
        report.Write("Kafka away", $"{away:hh\\:mm\\:ss}");
        report.Write("caught up, after it answered again", isCaughtUp ? $"{duration.TotalSeconds:0.0} s" : "never");
        RequireInFullRun(report, "times real time", isCaughtUp ? $"{speed:0}" : "0", $"at least {MinSpeed}",
            isCaughtUp && speed >= MinSpeed);
        AddGrowth("the replayer", replayerMemory, report);
        AddGrowth("the ingester", ingesterMemory, report);
    }

    void AddGrowth(string process, MemoryWatch memory, Report report) => RequireInFullRun(
        report, $"memory growth of {process}, above {memory.Before:0} MB", $"{memory.Grown:0.0} MB",
        $"under {MaxMegabytes} MB", memory.Grown < MaxMegabytes);

    /// <summary>The processes that the readings pass through.</summary>
    sealed record Flow(Stage Stage, OyaProcess Replayer, OyaProcess Ingester, LiveFeed Live)
    {
        /// <summary>
        /// Returns true when only readings in transit are missing in the store; false when that does not happen in
        /// time.
        /// </summary>
        public async Task<bool> CatchUpAsync(TimeSpan inTransit, CancellationToken cancellationToken)
        {
            for (var tries = 0; tries < MaxSecondsBehind * 5; tries++)
            {
                var stored = await Stage.Database.ScalarAsync<long>("select count(*) from reading", cancellationToken);
                if (stored >= Live.DueReadings(inTransit))
                {
                    return true;
                }

                // The replayer is not checked: it may have reached the end of its capture.
                RequireAlive(Ingester);
                await Task.Delay(200, cancellationToken);
            }

            return false;
        }
    }
}
