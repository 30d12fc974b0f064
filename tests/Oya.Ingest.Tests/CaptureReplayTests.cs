using System.IO.Compression;
using Oya.Simulation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class CaptureReplayTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Stopped_on_the_way_and_started_again_it_leaves_the_same_store(int stopAt)
    {
        var village = NewVillage(VillageMode.Mixed, meters: 6);
        using var once = await StoreFor(village);
        await Replay(once.Stores.Readings, village, Token);
        using var twice = await StoreFor(village);
        using var stop = new CancellationTokenSource();
        var stopped = new CaptureReplay(twice.Stores.Readings, Sampler.DefaultInterval);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(
            Captures(village).Index().Select(capture =>
            {
                if (capture.Index == stopAt)
                {
                    stop.Cancel();
                }

                return capture.Item;
            }), null, stop.Token));
        Assert.True(twice.Rows().Count < once.Rows().Count);
        // What it says was stored was stored.
        Assert.Equal(twice.Rows().Count, stopped.Stored.Stored);

        var again = await Replay(twice.Stores.Readings, village, Token);
        Assert.Equal(once.Rows(), twice.Rows());
        Assert.Equal(stopped.Stored.Stored, again.Stored.Duplicate);
        Assert.Equal(0, again.Stored.Conflict);
    }

    [Fact]
    public async Task What_the_meters_counted_is_what_is_stored()
    {
        var village = NewVillage(VillageMode.Mixed, meters: 4);
        using var store = await StoreFor(village);
        var replay = await Replay(store.Stores.Readings, village, Token);

        Assert.Equal((4, 0), (replay.Meters, replay.Undated));
        Assert.Equal((village.Start, village.End), (replay.First, replay.Last));
        await AssertTruth(store, village);
    }

    [Fact]
    public async Task Several_historic_meters_in_one_stream_are_told_apart_by_the_step()
    {
        var village = NewVillage(VillageMode.Historic, meters: 3);
        using var stream = new MemoryStream();
        village.WriteTo(stream, Token);
        using var store = await StoreFor(village);
        await new CaptureReplay(store.Stores.Readings, Sampler.DefaultInterval).RunAsync(
            [(new("all.tic", village.Start, TimeSpan.FromSeconds(60)), () => new MemoryStream(stream.ToArray()))],
                null, Token);
        await AssertTruth(store, village);

        var refused = await Assert.ThrowsAsync<CaptureException>(() =>
            new CaptureReplay(new ListStore(), TimeSpan.Zero).RunAsync(
                [(new("all.tic", village.Start, null), () => new MemoryStream(stream.ToArray()))], null, Token));
        Assert.Contains("--step", refused.Remedy);
    }

    [Fact]
    public async Task A_capture_that_was_cut_gives_what_stands_before_the_cut_and_then_its_error()
    {
        using var folder = await OpenStore.For();
        var path = Path.Combine(folder.Folder, "cut.tic.gz");
        await File.WriteAllBytesAsync(path, Gzip(Frames.Standard(5000, step: 10))[..^2000], Token);
        var store = new ListStore();
        var replay = new CaptureReplay(store, TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<CaptureException>(() => replay.RunAsync(
            [(new(path, null, null), () => CaptureSource.Open(path)), Capture(Frames.Standard(1))], null, Token));

        Assert.True(error.IsDamaged);
        Assert.InRange(store.Readings.Count, 1000, 4999);
        Assert.Equal(store.Readings.Count, replay.Stored.Stored);
        Assert.Equal(
            Enumerable.Range(0, store.Readings.Count).Select(i => Frames.Start.AddSeconds(i * 10)), store.Readings
                .Select(r => r.At));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_fails_is_heard_of_and_nobody_waits_for_it(bool expected)
    {
        var store = new ListStore(batches => batches < 2 ? null
            : expected ? new StoreException("the disk is full") : new InvalidOperationException("a mistake"));
        var replay = new CaptureReplay(store, TimeSpan.Zero);
        // More segments than the log holds.
        var captures = Enumerable.Range(0, 50)
            .Select(i => Capture(Frames.Standard(10, start: Frames.Start.AddSeconds(i * 100))));
        var run = replay.RunAsync(captures, null, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => run);
        Assert.Equal(expected ? "the disk is full" : "a mistake", error.Message);
        Assert.Equal((2, 20), (store.Batches, replay.Stored.Stored));
    }

    [Fact]
    public async Task A_capture_that_is_not_there_leaves_stored_what_came_before_it()
    {
        var store = new ListStore();
        await Assert.ThrowsAsync<CaptureException>(() => new CaptureReplay(store, TimeSpan.Zero).RunAsync(
            [Capture(Frames.Standard(10)),
                (new("no.tic", null, null), () => CaptureSource.Open("/no/such/no.tic"))], null, Token));
        Assert.Equal(10, store.Readings.Count);
    }

    [Fact]
    public async Task A_historic_capture_without_a_start_is_refused_with_what_to_do()
    {
        var store = new ListStore();
        var refused = await Assert.ThrowsAsync<CaptureException>(() => new CaptureReplay(store, TimeSpan.Zero).RunAsync(
            [(new("old.tic", null, TimeSpan.FromSeconds(60)), () => new MemoryStream(Frames.Historic(3, 1)))], null,
                Token));
        Assert.Contains("--start", refused.Remedy);
        Assert.Empty(store.Readings);
    }

    [Fact]
    public async Task What_a_live_pipe_gave_is_stored_while_the_pipe_stays_open()
    {
        var store = new ListStore();
        var pipe = new System.IO.Pipelines.Pipe();
        var run = new CaptureReplay(store, TimeSpan.Zero).RunAsync(
            [(new("pipe", null, null), () => pipe.Reader.AsStream())], null, Token);
        await pipe.Writer.WriteAsync(Frames.Standard(10), Token);
        // All but the last: a second frame of its second could still come.
        while (store.Readings.Count < 9)
        {
            await Task.Delay(20, Token);
        }

        Assert.False(run.IsCompleted);
        await pipe.Writer.CompleteAsync();
        await run;
        Assert.Equal(10, store.Readings.Count);
    }

    [Fact]
    public async Task A_capture_longer_than_a_batch_is_stored_in_several()
    {
        var store = new ListStore();
        var replay = new CaptureReplay(store, TimeSpan.Zero);
        await replay.RunAsync([Capture(Frames.Standard(50_000))], null, Token);

        Assert.InRange(store.Batches, 2, 3);
        Assert.Equal(50_000, store.Readings.Count);
        Assert.Equal(
            Enumerable.Range(0, 50_000).Select(i => Frames.Start.AddSeconds(i)), store.Readings.Select(r => r.At));
        Assert.Equal((50_000, 1), (replay.Readings, replay.Meters));
    }

    static (CaptureInfo, Func<Stream>) Capture(byte[] bytes) =>
        (new("c", Frames.Start, null), () => new MemoryStream(bytes));

    static Village NewVillage(VillageMode mode, int meters) => new(new()
    {
        Meters = meters, From = new ParisDay(new(2026, 1, 15)), Days = 1, Mode = mode, Every = TimeSpan.FromSeconds(60),
    });

    static IEnumerable<(CaptureInfo, Func<Stream>)> Captures(Village village) => village.Meters.Select(meter =>
        (new CaptureInfo($"{meter.Index}.tic", village.Start, TimeSpan.FromSeconds(60)),
            (Func<Stream>)(() => village.OpenMeter(meter.Index))));

    static Task<OpenStore> StoreFor(Village village) =>
        OpenStore.For(village.Meters.Select(meter => ((Prm?)meter.Prm, meter.Address)));

    static async Task<CaptureReplay> Replay(IReadingStore store, Village village, CancellationToken cancellationToken)
    {
        var replay = new CaptureReplay(store, Sampler.DefaultInterval);
        await replay.RunAsync(Captures(village), null, cancellationToken);
        return replay;
    }

    /// <summary>The index at the boundaries of each half-hour differs by what the meter counted in it.</summary>
    static async Task AssertTruth(OpenStore store, Village village)
    {
        foreach (var meter in village.Meters)
        {
            var index = (await store.Stores.Readings.ReadIndexAsync(meter.Address, village.Start, village.End, Token))
                .ToDictionary(point => point.At, point => point.ImportWh);
            foreach (var truth in village.Truth(meter.Index))
            {
                Assert.Equal(truth.ImportWh, index[truth.HalfHour.End] - index[truth.HalfHour.Start]);
            }
        }
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
