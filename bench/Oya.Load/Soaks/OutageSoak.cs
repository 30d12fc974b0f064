namespace Oya.Load;

/// <summary>Kafka is away for ten minutes while frames come at the pace of their meters.</summary>
sealed class OutageSoak(World world) : Soak(world)
{
    const int MinutesAway = 10, MinSecondsAway = 20, Meters = 200, FrameSeconds = 2, BytesPerFrame = 850;

    // What the pipe, the sampler and the batches of a second hold on the way is not behind.
    const int OnTheWaySeconds = 6;

    const int MaxSecondsBehind = 120;

    const double AskedSpeed = 20, AskedMegabytes = 20;

    protected override string Name => "outage";

    // Before the memory that a process needs is taken to be known, and after Kafka is back.
    TimeSpan Settle => TimeSpan.FromSeconds(Options.IsWhole ? 60 : 8);

    protected override async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var away = TimeSpan.FromSeconds(Math.Max(MinSecondsAway, Options.Count(MinutesAway * 60)));
        var seconds = 2 * Settle.TotalSeconds + away.TotalSeconds;
        var fleet = Fleet.MakeBeginning(new()
        {
            Meters = Meters,
            From = new(new DateOnly(2026, 1, 15)),
            Every = TimeSpan.FromSeconds(FrameSeconds),
            Seed = Options.Seed,
        }, World.Place.GetPath("live"), (long)(seconds * Meters / FrameSeconds * BytesPerFrame));
        string[] everyFrame = ["--every", "0"];
        var (reference, _) = await Undisturbed.RunAsync(World, "undisturbed_live", fleet, everyFrame, cancellationToken);
        var stage = await Stage.MakeAsync(World, Name, fleet, cancellationToken);
        report.Version(Versions.OfKafka(stage.Kafka));
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
        report.None("readings behind a later one of their meter", order.Backward);
        report.None("readings that stand there twice", order.Repeated);
        summary += await stage.FinishAsync(cancellationToken);
        await stage.EndAsync();
        await Verdict.AddAsync(report, reference, stage.Database, summary, cancellationToken);
    }

    async Task RunOutageAsync(Flow flow, TimeSpan away, Report report, CancellationToken cancellationToken)
    {
        using var replayerMemory = new MemoryWatch(flow.Replayer.Id);
        using var ingesterMemory = new MemoryWatch(flow.Ingester.Id);
        await Task.Delay(Settle, cancellationToken);
        replayerMemory.Begin();
        ingesterMemory.Begin();
        World.Say("outage: Kafka goes");
        await flow.Stage.Kafka.KillAsync(cancellationToken);
        await Task.Delay(away, cancellationToken);
        RequireAlive(flow.Replayer, flow.Ingester);
        await flow.Stage.Kafka.StartAsync(cancellationToken);
        var back = TimeProvider.System.GetTimestamp();
        World.Say("outage: Kafka is back");
        var isCaughtUp = await flow.CatchUpAsync(TimeSpan.FromSeconds(OnTheWaySeconds), cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(back);
        World.Say($"outage: {(isCaughtUp ? "caught up" : "still behind")} after {took.TotalSeconds:0.0} s");
        var speed = away / took;
        report.Write("Kafka away", $"{away:hh\\:mm\\:ss}");
        report.Write("caught up, after it answered again", isCaughtUp ? $"{took.TotalSeconds:0.0} s" : "never");
        AskOfWhole(report, "times real time", isCaughtUp ? $"{speed:0}" : "0", $"at least {AskedSpeed}",
            isCaughtUp && speed >= AskedSpeed);
        Grown("the replayer", replayerMemory, report);
        Grown("the ingester", ingesterMemory, report);
    }

    void Grown(string who, MemoryWatch memory, Report report) => AskOfWhole(
        report, $"memory that {who} grew by, over {memory.Before:0} MB", $"{memory.Grown:0.0} MB",
        $"under {AskedMegabytes} MB", memory.Grown < AskedMegabytes);

    /// <summary>The readings on their way.</summary>
    sealed record Flow(Stage Stage, OyaProcess Replayer, OyaProcess Ingester, LiveFeed Live)
    {
        /// <summary>True when what the store lacks is on the way; false when it never comes to that.</summary>
        public async Task<bool> CatchUpAsync(TimeSpan onTheWay, CancellationToken cancellationToken)
        {
            for (var tries = 0; tries < MaxSecondsBehind * 5; tries++)
            {
                var stored = await Stage.Database.ScalarAsync<long>("select count(*) from reading", cancellationToken);
                if (stored >= Live.DueReadings(onTheWay))
                {
                    return true;
                }

                // The replayer may have come to the end of its capture.
                RequireAlive(Ingester);
                await Task.Delay(200, cancellationToken);
            }

            return false;
        }
    }
}
