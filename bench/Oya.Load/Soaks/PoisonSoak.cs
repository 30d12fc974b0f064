using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// Among messages of one reading each, one in ten thousand is invalid. Measures how long the next message waits for
/// it.
/// </summary>
sealed class PoisonSoak(World world) : Soak(world)
{
    const int Meters = 700, OneIn = 10_000, Pairs = 100;

    static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    protected override string Name => "poison";

    protected override async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var fleet = Fleet.MakeCustomers(
            new() { Meters = Meters, From = new(new DateOnly(2026, 1, 15)), Seed = Options.Seed },
            World.Place.GetPath("minutes"));
        var readings = new MinuteReadings(fleet);
        var minutes = (int)Math.Ceiling((double)Options.Readings / Meters);
        var clean = await Stage.MakeAsync(World, "undisturbed_minutes", fleet, cancellationToken);
        await SendAsync(clean, readings, 0, minutes, null, cancellationToken);
        World.WriteProgress($"poison: undisturbed: {await clean.FinishAsync(cancellationToken)}");
        await clean.EndAsync();

        var stage = await Stage.MakeAsync(World, Name, fleet, cancellationToken);
        report.Version(Versions.GetKafkaVersion(stage.Kafka));
        using var bad = new BadMessages(stage.Kafka.Address);
        IngestSummary summary;
        using (var ingester = stage.StartIngester("ingester"))
        {
            await SendAsync(stage, readings, 0, minutes, bad, cancellationToken);
            await CaughtUpAsync(stage, bad, minutes, cancellationToken);
            RequireAlive(ingester);
            report.Require("messages of one reading", $"{(long)minutes * Meters:N0}", $"{Options.Readings:N0}", true);
            report.Write("invalid messages among them", $"{bad.Put.Count:N0}");
            var probe = new DelayProbe(stage.Database, stage.Kafka.Address, readings);
            var (alone, behind) = await probe.RunAsync(bad, Options.Count(Pairs), minutes, cancellationToken);
            World.WriteProgress(
                $"poison: {alone.Count} pairs of messages, behind a valid and behind an invalid message");
            AddDelays(report, alone, behind);
            RequireAlive(ingester);
            summary = IngestSummary.Parse(await ingester.StopAsync(cancellationToken));
        }

        summary += await stage.FinishAsync(cancellationToken);
        AddLetters(report, DeadLetterCheck.Run(stage.Kafka.Address, bad.Put), bad, summary);
        await stage.EndAsync();
        // The readings of the probe are not part of the undisturbed run.
        await stage.Database.ExecuteAsync(
            $"delete from reading where at >= to_timestamp({readings.Start.UnixSeconds + minutes * 60L})",
            cancellationToken);
        var difference =
            await Difference.FromAsync(ComparedTable.Readings, clean.Database, stage.Database, cancellationToken);
        report.Write("reading: rows of the undisturbed run", $"{difference.Rows:N0}");
        report.RequireZero("reading: lost", difference.Lost);
        report.RequireZero("reading: unexpected", difference.TooMany);
        report.RequireZero("reading: different", difference.Other);
        report.RequireZero("reported conflicts", summary.Conflict);
    }

    static async Task SendAsync(
        Stage stage, MinuteReadings readings, int from, int to, BadMessages? bad, CancellationToken cancellationToken)
    {
        await using var log = new KafkaLogWriter(KafkaSettings.Read([$"bootstrap.servers={stage.Kafka.Address}"], []));
        var minute = new Reading[readings.Meters];
        long sent = 0;
        for (var at = from; at < to; at++)
        {
            for (var meter = 0; meter < minute.Length; meter++)
            {
                readings.Fill(minute.AsSpan(meter, 1), meter, at);
            }

            await log.AppendAsync(minute, cancellationToken);
            if (bad is not null && sent / OneIn < (sent += minute.Length) / OneIn)
            {
                await bad.PutAsync(minute[(int)(sent / OneIn % minute.Length)]);
            }
        }
    }

    static async Task CaughtUpAsync(Stage stage, BadMessages bad, int minutes, CancellationToken cancellationToken)
    {
        var all = (long)minutes * Meters + bad.Put.Count;
        for (var tries = 0; await stage.Database.MessagesAsync(cancellationToken) < all; tries++)
        {
            if (tries > 600)
            {
                throw new SoakException("the ingester does not reach the end of the topic");
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    void AddDelays(Report report, List<TimeSpan> alone, List<TimeSpan> behind)
    {
        var (good, bad) = (alone.Order().ElementAt(alone.Count / 2), behind.Order().ElementAt(behind.Count / 2));
        report.Write("from sending to visible, behind a valid message: median", $"{good.TotalMilliseconds:0} ms");
        report.Write("the same: longest", $"{alone.Max().TotalMilliseconds:0} ms");
        report.Write("behind an invalid message: median", $"{bad.TotalMilliseconds:0} ms");
        report.Write("the same: longest", $"{behind.Max().TotalMilliseconds:0} ms");
        var held = bad - good;
        RequireInFullRun(
            report, "delay by an invalid message: difference of the medians", $"{held.TotalMilliseconds:0} ms",
            $"under {MaxDelay.TotalMilliseconds:0} ms", held < MaxDelay);
        var longest = behind.Max() - alone.Max();
        RequireInFullRun(report, "difference of the longest", $"{longest.TotalMilliseconds:0} ms",
            $"under {MaxDelay.TotalMilliseconds:0} ms", longest < MaxDelay);
    }

    static void AddLetters(Report report, DeadLetterCheck letters, BadMessages bad, IngestSummary summary)
    {
        report.Write("invalid messages in the topic, with those of the delay probe", $"{bad.Put.Count:N0}");
        report.RequireZero("invalid messages that are not in the dead letters", letters.Missing);
        report.RequireZero("dead letters without a reason, or with a wrong offset", letters.Unexplained);
        report.Write("dead letters reported by the ingesters", $"{summary.Dead:N0}");
        report.Write("letters in the topic", $"{letters.Letters:N0}");
        report.RequireZero("messages reported lost", summary.Lost);
        report.Note("Reasons of the dead letters: " + string.Join("; ", letters.Reasons
            .OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} ({reason.Value})")) + ".");
    }
}
