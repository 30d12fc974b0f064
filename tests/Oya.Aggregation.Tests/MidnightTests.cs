using System.Collections.Concurrent;
using Oya.Storage;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Tests the scheduler at midnight in Paris, and what a batch waits for.</summary>
public class MidnightTests
{
    int _waits;

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z", 46)]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z", 50)]
    [InlineData("2026-01-15", "2026-01-15T23:00:00Z", 48)]
    public async Task The_publication_runs_when_the_day_is_over_in_Paris(string day, string due, int points)
    {
        using var world = await Consented(day);
        world.Clock.AdjustTime((Day(day).End - 7200).ToUtc());
        await world.Store(Feed.Constant(Day(day)));
        await using var service = await Service.Start(world);
        Assert.Equal(At(due).ToUtc(), service.Next);
        Assert.Empty(await service.Report());

        world.Clock.SetUtcNow((At(due) - 1).ToUtc());
        // A scheduler that fires too early gets time to do it. One that is right passes however short this is.
        await Task.Delay(50, Token);
        Assert.Equal(0, service.Reports);
        world.Clock.SetUtcNow(At(due).ToUtc());
        var result = Assert.Single(await service.Report());
        Assert.Equal((Day(day), 1, points), (result.Day, result.Released, result.Points));
        Assert.Equal(
            [$"{At(due).UnixSeconds},{At(due).UnixSeconds}"],
            world.Rows("select scheduled_for, published_at from release_batch"));
    }

    [Fact]
    public async Task A_late_start_publishes_the_missed_day_once()
    {
        using var world = await Consented("2026-01-15");
        await world.Store(Feed.Constant(Day("2026-01-15")));
        world.Clock.AdjustTime(At("2026-01-16T02:15").ToUtc());
        await using var service = await Service.Start(world);

        Assert.Equal(At("2026-01-17").ToUtc(), service.Next);
        Assert.Equal(Day("2026-01-15"), Assert.Single(await service.Report()).Day);
        Assert.Equal(
            [$"{At("2026-01-16").UnixSeconds},{At("2026-01-16T02:15").UnixSeconds}"],
            world.Rows("select scheduled_for, published_at from release_batch"));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_readings_of_an_open_batch()
    {
        using var world = await WithReadingsUntil2259();
        var service = await Service.Start(world);
        await WaitUntilAsync(() => world.Rows("select count(*) from release_batch where state = 0")[0] == "1");

        // The clock does not advance, so waiting for the batch would never end.
        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(["0"], world.Rows("select state from release_batch"));
    }

    [Fact]
    public async Task A_failed_publication_ends_the_service_with_its_error()
    {
        using var world = await Consented("2026-01-15");
        await world.Store(Feed.Constant(Day("2026-01-15")));
        await File.WriteAllTextAsync(world.Publications, "a file where the folder should be", Token);
        var run = new MidnightScheduler(
            world.Publication, new(world.Stores, new(), world.Clock), (_, _) => { }, world.Clock).RunAsync(_ => { }, Token);

        await Assert.ThrowsAnyAsync<IOException>(() => run.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task A_batch_waits_for_readings_to_pass_midnight_and_is_then_sealed_at_once()
    {
        using var world = await WithReadingsUntil2259();
        var publishing = world.Publication.PublishAsync(Day("2026-01-15"), Token);
        await Advance(world, publishing, TimeSpan.FromMinutes(3));
        Assert.False(publishing.IsCompleted);
        Assert.Equal(["0"], world.Rows("select state from release_batch"));

        await world.Store(Feed.Constant(At("2026-01-15T23:00"), At("2026-01-16T00:00"), 12_000_000 + 23 * 1200));
        await Advance(world, publishing, TimeSpan.FromSeconds(5));
        Assert.Equal((1, 48), ((await publishing).Released, (await publishing).Points));
        Assert.Equal(
            [$"{At("2026-01-16T00:03:05").UnixSeconds}"], world.Rows("select sealed_at from release_batch"));
    }

    [Fact]
    public async Task A_batch_waits_at_most_ten_minutes()
    {
        using var world = await WithReadingsUntil2259();
        var publishing = world.Publication.PublishAsync(Day("2026-01-15"), Token);
        await Advance(world, publishing, TimeSpan.FromSeconds(595));
        Assert.False(publishing.IsCompleted);
        await Advance(world, publishing, TimeSpan.FromSeconds(5));

        Assert.Equal((1, 45), ((await publishing).Released, (await publishing).Points));
        Assert.Equal([$"{At("2026-01-16T00:10").UnixSeconds}"], world.Rows("select sealed_at from release_batch"));
    }

    [Fact]
    public async Task A_batch_does_not_wait_for_customers_without_consent()
    {
        using var world = await WithReadingsUntil2259();
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, "test", Token);

        Assert.Equal(0, (await world.Publication.PublishAsync(Day("2026-01-15"), Token)).Released);
    }

    /// <summary>A world at midnight, with readings until 22:59.</summary>
    static async Task<World> WithReadingsUntil2259()
    {
        var world = await Consented("2026-01-15");
        await world.Store(Feed.Constant(Day("2026-01-15").Start, At("2026-01-15T22:59")));
        return world;
    }

    /// <summary>
    /// Advances the clock in steps. Each step is taken once the code under test waits for the clock again.
    /// </summary>
    async Task Advance(World world, Task waiting, TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(5))
        {
            await WaitUntilAsync(() => world.Clock.Waits > _waits);
            _waits = world.Clock.Waits;
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await WaitUntilAsync(() => world.Clock.Waits > _waits || waiting.IsCompleted);
    }

    static Task WaitUntilAsync(Func<bool> condition) => Wait.UntilAsync(condition, "a step of the scheduler");

    /// <summary>A running scheduler.</summary>
    sealed class Service : IAsyncDisposable
    {
        readonly CancellationTokenSource _stop = new();
        readonly ConcurrentQueue<IReadOnlyList<PublicationResult>> _reports = new();
        Task _run = Task.CompletedTask;

        public DateTimeOffset Next { get; private set; }

        public int Reports => _reports.Count;

        public static async Task<Service> Start(World world)
        {
            var service = new Service();
            var started = new TaskCompletionSource<DateTimeOffset>();
            service._run = new MidnightScheduler(
                world.Publication, new(world.Stores, new(), world.Clock), (results, _) => service._reports.Enqueue(results),
                world.Clock)
                .RunAsync(started.SetResult, service._stop.Token);
            service.Next = await started.Task.WaitAsync(Token);
            return service;
        }

        public async Task<IReadOnlyList<PublicationResult>> Report()
        {
            IReadOnlyList<PublicationResult>? report = null;
            await WaitUntilAsync(() => _reports.TryDequeue(out report) || _run.IsCompleted);
            return report ?? throw new InvalidOperationException("the service has ended");
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }
}
