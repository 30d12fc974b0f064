using System.Collections.Concurrent;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Faults that no real broker shows on demand, on librdkafka's mock of one.</summary>
public sealed class KafkaFaultTests : IDisposable
{
    readonly ConcurrentQueue<string> _reported = [];
    readonly MockCluster _cluster = new("readings");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    KafkaReadingLog Open() => new(_cluster.Settings, new()
    {
        Topic = "readings",
        HasTopicIds = false,
        SegmentTime = TimeSpan.FromMilliseconds(50),
        UntilEnd = true,
        Notify = _reported.Enqueue,
    });

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData(0)]
    // The client says once that no broker is there: here before anybody waits for one.
    [InlineData(1000)]
    public async Task A_broker_that_is_away_is_waited_for_and_that_is_reported_once(int millisecondsBefore)
    {
        await using var log = Open();
        await log.AppendAsync(Batch(0), Token);
        _cluster.Down();
        await Task.Delay(millisecondsBefore, Token);
        var waiting = log.AppendAsync(Batch(1), Token).AsTask();
        await UntilAsync(() => !_reported.IsEmpty);
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        Assert.False(waiting.IsCompleted);
        Assert.StartsWith("no broker of 127.0.0.1", Assert.Single(_reported));
        _cluster.Up();
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(2, _reported.Count);
        Assert.StartsWith("Kafka goes on after 00:00:", _reported.Last());
        Assert.Equal(Batches(0, 1), await ReadAsync(log));
    }

    [Fact]
    public async Task A_broker_that_says_nothing_at_all_is_told_too()
    {
        await using var log = Open();
        await log.AppendAsync(Batch(0), Token);
        _cluster.Hold(TimeSpan.FromSeconds(9));
        await log.AppendAsync(Batch(1), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(2, _reported.Count);
        Assert.StartsWith("no broker of 127.0.0.1", _reported.First());
        Assert.StartsWith("Kafka goes on after 00:00:", _reported.Last());
        Assert.Equal(Batches(0, 1), await ReadAsync(log));
    }

    [Theory]
    [InlineData(6)]     // not the leader
    [InlineData(7)]     // timed out
    [InlineData(19)]    // not enough replicas
    [InlineData(20)]    // not enough replicas, written
    [InlineData(-195)]  // the connection broke
    public async Task An_error_that_passes_is_not_even_noticed(int error)
    {
        await using var log = Open();
        await log.AppendAsync(Batch(0), Token);
        _cluster.Fail(error, error);
        await log.AppendAsync(Batch(1), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(Batches(0, 1), await ReadAsync(log));
    }

    [Theory]
    [InlineData(29, "may not Write readings")]  // no right to the topic
    [InlineData(2, "Kafka")]                    // a message that the broker finds corrupt
    [InlineData(87, "Kafka")]                   // one that it finds invalid
    public async Task An_error_that_is_final_for_Kafka_is_reported_and_tried_again_in_order(int error, string reported)
    {
        await using var log = Open();
        await log.AppendAsync(Batch(0), Token);
        _cluster.Fail(error, error, error);
        await log.AppendAsync(Batch(1), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        await log.AppendAsync(Batch(2), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        if (error == 29)
        {
            Assert.Contains(_reported, text => text.Contains(reported, StringComparison.Ordinal) && text.Contains("kafka-acls.sh", StringComparison.Ordinal));
        }

        Assert.Equal(Batches(0, 1, 2), await ReadAsync(log));
    }

    [Fact]
    public async Task What_is_written_twice_because_an_answer_was_lost_is_in_order_all_the_same()
    {
        await using var log = Open();
        await log.AppendAsync(Batch(0), Token);
        _cluster.LoseAnswer();
        await log.AppendAsync(Batch(1), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(Batches(0, 1), await ReadAsync(log));
    }

    [Fact]
    public async Task Messages_that_are_too_large_are_split_until_they_fit()
    {
        await using var log = Open();
        // Refused packed together, then one by one, then the halves go through.
        _cluster.Fail(10, 10, 10, 10);
        await log.AppendAsync(Batch(0), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(Batches(0), await ReadAsync(log));
    }

    static Reading[] Batch(int number) =>
        [.. Enumerable.Range(0, 10).SelectMany(meter => SampleReadings.Usual(100, meter: meter, seed: number)
            .Select(reading => reading with { At = reading.At.AddSeconds(number * 100_000) }))];

    /// <summary>Meter by meter, what is there: doubled readings once, as a store keeps them.</summary>
    static IEnumerable<Reading> Batches(params int[] numbers) => ByMeter(numbers.SelectMany(Batch));

    static IEnumerable<Reading> ByMeter(IEnumerable<Reading> readings) =>
        readings.Distinct().OrderBy(reading => reading.Meter.Value);

    static async Task<IEnumerable<Reading>> ReadAsync(KafkaReadingLog log)
    {
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        return ByMeter(store.Readings);
    }

    static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 600 && !isSo(); i++)
        {
            await Task.Delay(50, Token);
        }

        Assert.True(isSo());
    }
}
