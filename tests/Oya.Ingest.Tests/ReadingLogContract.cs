using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>The contract of every reading log.</summary>
public abstract class ReadingLogContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract TestLog Open();

    /// <summary>An empty store, so logs are read from their beginning.</summary>
    protected static IReadingStore Store => new ListStore();

    [Fact]
    public async Task Readings_are_read_in_the_order_of_their_meter_and_then_the_log_ends()
    {
        await using var log = Open();
        var writing = Task.Run(async () =>
        {
            try
            {
                for (var i = 0; i < 100; i++)
                {
                    await log.AppendAsync(Segment(i % 7, 1 + i % 3, i * 10), Token);
                }
            }
            finally
            {
                // Also after a failure, or the reader would wait forever.
                log.Complete();
            }
        }, Token);
        var read = new List<Reading>();
        await foreach (var segment in log.ReadAsync(Store, Token))
        {
            read.AddRange(segment.Readings.ToArray());
            await log.CommitAsync(segment, Token);
        }

        await writing;
        var appended = Enumerable.Range(0, 100).SelectMany(i => Segment(i % 7, 1 + i % 3, i * 10));
        Assert.Equal(ByMeter(appended), ByMeter(read));
    }

    [Fact]
    public async Task Waiting_to_append_and_waiting_to_read_can_be_cancelled()
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
    public async Task An_empty_log_ends_at_once()
    {
        await using var log = Open();
        log.Complete();
        log.Complete();
        await foreach (var _ in log.ReadAsync(Store, Token))
        {
            Assert.Fail("a segment was read from an empty log");
        }
    }

    [Fact]
    public async Task Readings_of_many_meters_in_one_batch_are_all_read()
    {
        await using var log = Open();
        Reading[] batch = [.. Enumerable.Range(0, 5000).Select(i => new Reading { Meter = new(i % 97), At = new(i) })];
        await log.AppendAsync(batch, Token);
        log.Complete();
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal(ByMeter(batch), ByMeter(store.Readings));
    }

    protected static Reading[] Segment(int meter, int length, int from = 0) =>
        [.. Enumerable.Range(from, length).Select(at =>
            new Reading { Meter = new(meter), At = new(at), Mode = TicMode.Standard })];

    /// <summary>The readings by meter, each in its order: a log guarantees no other order.</summary>
    protected static IEnumerable<Reading> ByMeter(IEnumerable<Reading> readings) =>
        readings.OrderBy(reading => reading.Meter.Value);
}
