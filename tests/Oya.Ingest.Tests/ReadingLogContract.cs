using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>What every log does.</summary>
public abstract class ReadingLogContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IReadingLog Open();

    /// <summary>Holds nothing: logs are read from their beginning.</summary>
    protected static IReadingStore Store => new ListStore();

    [Fact]
    public async Task What_is_appended_is_read_in_its_order_and_then_the_log_ends()
    {
        await using var log = Open();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await log.AppendAsync(Segment(i, 1 + i % 3), Token);
            }

            log.Complete();
        }, Token);
        var read = new List<Reading>();
        await foreach (var segment in log.ReadAsync(Store, Token))
        {
            read.AddRange(segment.Readings.ToArray());
            await log.CommitAsync(segment, Token);
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, 100).SelectMany(i => Segment(i, 1 + i % 3)), read);
    }

    [Fact]
    public async Task Appending_waits_when_the_log_is_full_and_goes_on_when_it_is_read()
    {
        await using var log = Open();
        var appended = 0;
        var waiting = Task.CompletedTask;
        while (waiting.IsCompleted && appended < 10_000)
        {
            waiting = log.AppendAsync(Segment(appended++, 1), Token).AsTask();
        }

        Assert.False(waiting.IsCompleted);
        await using var reader = log.ReadAsync(Store, Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        await waiting;
        Assert.Equal(new MeterAddress(0), reader.Current.Readings.Span[0].Meter);
    }

    [Fact]
    public async Task Whoever_waits_to_append_or_to_read_can_be_called_off()
    {
        await using var log = Open();
        using var stop = new CancellationTokenSource();
        await using var reader = log.ReadAsync(Store, stop.Token).GetAsyncEnumerator(stop.Token);
        var reading = reader.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            reading.WaitAsync(TimeSpan.FromSeconds(20), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await log.AppendAsync(Segment(0, 1), stop.Token));
    }

    [Fact]
    public async Task A_log_without_anything_ends_at_once()
    {
        await using var log = Open();
        log.Complete();
        log.Complete();
        await foreach (var _ in log.ReadAsync(Store, Token))
        {
            Assert.Fail("nothing was appended");
        }
    }

    protected static Reading[] Segment(int i, int length) =>
        [.. Enumerable.Range(0, length).Select(j => new Reading { Meter = new(i), At = new(j) })];
}

public class InProcessReadingLogTests : ReadingLogContract
{
    protected override IReadingLog Open() => new InProcessReadingLog();

    [Fact]
    public async Task Only_what_is_committed_counts_as_stored()
    {
        await using var log = new InProcessReadingLog();
        await log.AppendAsync(Segment(0, 5), Token);
        await log.AppendAsync(Segment(1, 5), Token);
        log.Complete();
        var stored = 0;
        await foreach (var segment in log.ReadAsync(Store, Token))
        {
            Assert.Equal(stored++, log.Committed);
            await log.CommitAsync(segment, Token);
        }

        Assert.Equal(2, log.Committed);
    }
}
