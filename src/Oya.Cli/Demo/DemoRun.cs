using Oya.Aggregation;
using Oya.Cli.Inputs;
using Oya.Cli.Output;
using Oya.Cli.Storing;
using Oya.Ingest;
using Oya.Simulation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Demo;

/// <summary>The whole way of the data, on a village, step by step. Every number is counted.</summary>
sealed class DemoRun(CommandContext context, string folder, TextWriter story)
{
    const int BarColumns = 40;

    readonly DemoVillage _demo = new();

    string In(string name) => Path.Combine(folder, name);

    public async Task<bool> RunAsync()
    {
        var started = context.Time.GetTimestamp();
        DemoFolder.Make(folder);
        var (fleet, stores) = await OpenAsync();
        await using var ended = fleet;
        using var closed = stores;
        var village = _demo.Village;
        Print("");
        Print(context.Paint.Bold(
            $"A village of {village.Meters.Count} meters, {village.FirstDay} and {village.LastDay}: "
            + "the clocks go back, and Sunday has 25 hours."));
        Print("");
        await ImportCustomersAsync(stores);
        await ReplayAsync(stores, fleet);
        var published = await PublishAsync(stores);
        await DrawCurveAsync(stores);
        await ShowRefusalAsync(stores);
        var good = await CheckAsync(stores, published);
        PrintNextSteps(context.Time.GetElapsedTime(started), fleet);
        return good;
    }

    async Task<(DemoFleet? Fleet, Stores Stores)> OpenAsync() => KafkaOptions.IsKafka(context)
        ? await DemoFleet.PrepareAsync(context)
        : (null, Stores.Open(In("oya.db")));

    async Task ImportCustomersAsync(Stores stores)
    {
        var village = _demo.Village;
        WriteFile("registry.csv", village.WriteRegistry);
        WriteFile("consents.csv", village.WriteConsents);
        WriteFile("truth.csv", village.WriteTruth);
        await new Registry(stores).ImportAsync(RegistryFile.Read(In("registry.csv")), context.Cancellation);
        await new ConsentLedger(stores, context.Time).ImportAsync(
            ConsentFile.Read(In("consents.csv")), context.Cancellation);
        Step("customers", $"{village.Meters.Count} usage points; " + string.Join(", ", village.Meters
            .GroupBy(meter => meter.Consent)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Words(group.Key)}")));
    }

    async Task ReplayAsync(Stores stores, DemoFleet? fleet)
    {
        var village = _demo.Village;
        Step("meters", $"{village.Meters.Count(m => m.Mode == TicMode.Standard)} in standard mode, "
            + $"{village.Meters.Count(m => m.Mode == TicMode.Historic)} in historic mode, "
            + $"{village.Meters.Count(m => m.IsProducer)} producers, "
            + $"{_demo.NoisyCount} on a noisy line; a frame a minute");
        var every = Sampler.DefaultInterval;
        ReplayRun run = fleet is null
            ? new StoreReplayRun(context, stores, every)
            : new LogReplayRun(context, fleet.Log, every);
        await run.RunAsync(_demo.Captures());
        var s = run.Decoded.Statistics;
        Step("decoded", $"{Quantity.Count(s.Frames)} frames, {Quantity.Bytes(s.Bytes)}; "
            + $"{Quantity.Count(s.ValidGroups)} groups right, "
            + $"{Quantity.Count(s.InvalidGroups)} refused (parity {Quantity.Count(s.BadParity)}, "
            + $"structure {Quantity.Count(s.BadStructure)}, checksum {Quantity.Count(s.BadChecksum)}, "
            + $"form {Quantity.Count(s.BadForm)})");
        var (stored, built) = (run.Stored, run.Built);
        if (fleet is not null)
        {
            Step("sent", $"{Quantity.Count(run.Appended)} readings, through {fleet.Way}");
            stored = await fleet.IngestAsync(stores);
            built = await new CurveRebuild(stores).RunAsync(context.Cancellation);
        }

        Step("stored", $"{Quantity.Count(stored.Stored)} readings; {Quantity.Count(stored.NotKept)} not kept: "
            + "without both consents only the two around each midnight are");
        Step("built", $"{built.Days} days of energy, and the half-hour curves of those who consented");
    }

    async Task<IReadOnlyList<PublicationResult>> PublishAsync(Stores stores)
    {
        var publication = new NightlyPublication(
            stores, new() { Folder = In("publications") }, context.Time);
        var results = await publication.PublishClosedDaysAsync(context.Cancellation);
        foreach (var result in results)
        {
            Step(
                result.Day == results[0].Day ? "published" : "",
                $"{result.Day}: {result.Released} curves, {Quantity.Count(result.Points)} half-hours"
                + $" ({result.Day.HalfHourCount} each); {result.Withheld.Values.Sum()} withheld: "
                + string.Join(", ", result.Withheld.Select(w => $"{w.Value} {w.Key.Replace('_', ' ')}")));
        }

        return results;
    }

    async Task DrawCurveAsync(Stores stores)
    {
        var meter = First(CustomerConsent.Both);
        var day = _demo.Village.LastDay;
        var answer = await AggregationServices.Curves(stores, context.Time).ReadAsync(
            meter.Prm, day, day.Next, best: false, context.Cancellation);
        var points = answer.Days[0].Points;
        File.WriteAllText(In("curve.svg"), CurvePicture.Draw(meter.Prm, day, answer.Days[0]));
        var max = points.Max(point => point.Watts) ?? 0;
        Print("");
        Print($"The curve of {meter.Prm}, {day} (one row an hour of its two half-hours; curve.svg has them all):");
        foreach (var (half, point) in day.HalfHours.Zip(points).Where(pair => pair.First.Start.UnixSeconds % 3600 == 0))
        {
            Print($"  {half.Start.InParis():HH:mm zzz}  {point.Watts,5} W  {Bars.Draw(point.Watts, max, BarColumns)}");
        }
    }

    async Task ShowRefusalAsync(Stores stores)
    {
        var meter = First(CustomerConsent.CollectionWithdrawn);
        var day = _demo.Village.FirstDay;
        var answer = await AggregationServices.Curves(stores, context.Time).ReadAsync(
            meter.Prm, day, day.Next, best: false, context.Cancellation);
        Print("");
        Print($"The curve of {meter.Prm}: {context.Paint.Warn("refused")}: {answer.Refusal?.Text}");
        var daily = await stores.Curves.ReadDailyAsync(CurveOwner.From(meter.Prm), day, day.Next, context.Cancellation);
        Print($"Its energy needs no consent: {day}: {Quantity.Count(daily[0].ImportWh ?? 0)} Wh.");
    }

    async Task<bool> CheckAsync(Stores stores, IReadOnlyList<PublicationResult> published)
    {
        var check = new TruthCheck(_demo.Village, stores);
        await check.RunAsync(context.Cancellation);
        var good = check.IsGood && published.Count == 2;
        Print("");
        Step("checked", "against the simulator's truth: "
            + $"{Quantity.Count(check.Exact)} half-hours right to the watt-hour, "
            + $"{Quantity.Count(check.Wrong)} wrong; {Quantity.Count(check.Leaked)} kept without consent");
        Step("", $"on the noisy lines: {Quantity.Count(check.Interpolated)} marked uncertain (iv 1), at most "
            + $"{Quantity.Count(check.FurthestOff)} Wh off, {Quantity.Count(check.Absent)} absent");
        Step("", $"{Quantity.Count(check.DaysRight)} days right to the watt-hour, "
            + $"{Quantity.Count(check.DaysWrong)} wrong, {Quantity.Count(check.DaysDamaged)} whose midnight was damaged "
            + "on the line (interpolated, or left out)");
        Step("", good
            ? context.Paint.Good("every curve is what the meters counted")
            : context.Paint.Bad("this is NOT what the meters counted"));
        return good;
    }

    void PrintNextSteps(TimeSpan elapsed, DemoFleet? fleet)
    {
        var samples = _demo.WriteSamples(folder);
        var (store, what) = fleet is null ? ($" --store {In("oya.db")}", "the store oya.db, ") : ("", "");
        var usagePoint = First(CustomerConsent.Both).Prm.ToDigits();
        Print("");
        Print($"Done in {Quantity.Duration(elapsed)}. Everything is in {folder}: "
            + $"{what}publications/, truth.csv, three captures.");
        if (fleet is not null)
        {
            Print($"What the invented meters sent stays in Kafka as well, until you delete {fleet.Topics}.");
        }

        Print("Try next (oya is dotnet run -c Release --project src/Oya.Cli --):");
        Print($"  oya inspect {samples[2]}");
        Print($"  oya decode {samples[0]} --labels EAST,SINSTS --limit 10");
        Print($"  oya curve {usagePoint} --day {_demo.Village.LastDay}{store}");
        Print($"  oya daily --day {_demo.Village.FirstDay}{store}");
        Print($"  oya consent withdraw {usagePoint} --kind collecte{store}");
    }

    SimulatedMeter First(CustomerConsent consent) => _demo.Village.Meters.First(
        meter => meter.Consent == consent && !DemoVillage.IsNoisy(meter.Index) && !meter.IsProducer);

    void WriteFile(string name, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(In(name), append: false, OutputText.Utf8);
        write(writer);
    }

    void Step(string title, string text) => Print($"{context.Paint.Dim(title.PadRight(10))} {text}");

    void Print(string text)
    {
        story.WriteLine(text);
        story.Flush();
    }

    static string Words(CustomerConsent consent) => consent switch
    {
        CustomerConsent.Both => "with both consents",
        CustomerConsent.None => "with none",
        CustomerConsent.RecordingOnly => "with enregistrement alone",
        _ => "who withdrew collecte on Sunday at 14:20",
    };
}
