using System.Collections.Concurrent;
using Oya.Storage;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>The scheduler at the midnights of Paris, and what a batch waits for.</summary>
public class MidnightTests
{
    int _waits;

    [Theory] // Cases 2, 3
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z", 46)]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z", 50)]
    [InlineData("2026-01-15", "2026-01-15T23:00:00Z", 48)]
    public async Task Midnight_fires_when_the_day_is_over_in_Paris(string day, string due, int points)
    {
        using var world = await Consented(day);
        world.Clock.AdjustTime(Day(day).End.AddSeconds(-7200).ToUtc());
        await world.Store(Feed.Constant(Day(day)));
        await using var service = await Service.Start(world);
        Assert.Equal(At(due).ToUtc(), service.Next);
        Assert.Empty(await service.Report());

        world.Clock.SetUtcNow(At(due).AddSeconds(-1).ToUtc());
        await Task.Delay(50, Token);
        Assert.Equal(0, service.Reports);
        world.Clock.SetUtcNow(At(due).ToUtc());
        var result = Assert.Single(await service.Report());
        Assert.Equal((Day(day), 1, points), (result.Day, result.Released, result.Points));
        Assert.Equal(
            [$"{At(due).UnixSeconds},{At(due).UnixSeconds}"],
            world.Rows("select scheduled_for, published_at from release_batch"));
    }

    [Fact] // Case 23
    public async Task Started_at_a_quarter_past_two_it_publishes_the_missed_day_once()
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
    public async Task Stopping_does_not_wait_for_the_readings_that_a_batch_waits_for()
    {
        using var world = await Waiting();
        var service = await Service.Start(world);
        await Until(() => world.Rows("select count(*) from release_batch where state = 0")[0] == "1");

        // Nobody moves the clock: were the batch waited for, this would not end.
        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(["0"], world.Rows("select state from release_batch"));
    }

    [Fact]
    public async Task A_night_that_fails_ends_the_service_with_its_error()
    {
        using var world = await Consented("2026-01-15");
        await world.Store(Feed.Constant(Day("2026-01-15")));
        await File.WriteAllTextAsync(world.Publications, "a file where the folder should be", Token);
        var run = new MidnightScheduler(
            world.Publication, new(world.Stores, new(), world.Clock), (_, _) => { }, world.Clock).RunAsync(_ => { }, Token);

        await Assert.ThrowsAnyAsync<IOException>(() => run.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task A_batch_waits_for_readings_to_pass_midnight_and_is_sealed_at_once_when_they_have()
    {
        using var world = await Waiting();
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
    public async Task A_batch_waits_ten_minutes_at_most()
    {
        using var world = await Waiting();
        var publishing = world.Publication.PublishAsync(Day("2026-01-15"), Token);
        await Advance(world, publishing, TimeSpan.FromSeconds(595));
        Assert.False(publishing.IsCompleted);
        await Advance(world, publishing, TimeSpan.FromSeconds(5));

        Assert.Equal((1, 45), ((await publishing).Released, (await publishing).Points));
        Assert.Equal([$"{At("2026-01-16T00:10").UnixSeconds}"], world.Rows("select sealed_at from release_batch"));
    }

    [Fact]
    public async Task A_batch_does_not_wait_for_those_who_did_not_consent()
    {
        using var world = await Waiting();
        await world.Ledger.WithdrawAsync(Point, ConsentKind.Collecte, null, Token);

        Assert.Equal(0, (await world.Publication.PublishAsync(Day("2026-01-15"), Token)).Released);
    }

    /// <summary>At midnight, with readings until 22:59.</summary>
    static async Task<World> Waiting()
    {
        var world = await Consented("2026-01-15");
        await world.Store(Feed.Constant(Day("2026-01-15").Start, At("2026-01-15T22:59")));
        return world;
    }

    /// <summary>Moves the clock on, each time once somebody waits for it again.</summary>
    async Task Advance(World world, Task waiting, TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(5))
        {
            await Until(() => world.Clock.Waits > _waits);
            _waits = world.Clock.Waits;
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await Until(() => world.Clock.Waits > _waits || waiting.IsCompleted);
    }

    static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, Token);
        }
    }

    /// <summary>The scheduler, running.</summary>
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
            await Until(() => _reports.TryDequeue(out report) || _run.IsCompleted);
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
