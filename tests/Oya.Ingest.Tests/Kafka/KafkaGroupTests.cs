using Confluent.Kafka;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>Several readers of one group, and readers to the end, on a real broker.</summary>
public class KafkaGroupTests : BrokerTest
{
    [Theory]
    [InlineData("group.protocol=classic")]
    [InlineData("group.protocol=consumer")]
    public async Task Two_readers_that_come_and_go_lose_nothing_and_store_nothing_twice(string protocol)
    {
        var options = await KafkaServer.TopicAsync(partitions: 6);
        var settings = KafkaServer.Settings(protocol, $"group.id={options.Topic}", "session.timeout.ms=6000");
        if (protocol.EndsWith("consumer", StringComparison.Ordinal))
        {
            // The broker says how long a session is.
            settings = KafkaServer.Settings(protocol, $"group.id={options.Topic}");
        }

        var list = new ListStore();
        var store = new SharedStore(list);
        var written = new List<Reading>();
        await using var log = new KafkaTestLog(settings, options);
        using var stopAll = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var staying = RunAsync(settings, options, store, stopAll.Token);
        for (var round = 0; round < 3; round++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var coming = RunAsync(settings, options, store, stop.Token);
            for (var i = 0; i < 20; i++)
            {
                var batch = Batch(round * 20 + i);
                written.AddRange(batch);
                await log.AppendAsync(batch, Token);
                // The pace of the readings; what is compared at the end is the same at any pace.
                await Task.Delay(100, Token);
            }

            await stop.CancelAsync();
            await coming;
        }

        await Wait.UntilAsync(() => list.Readings.Count >= written.Count, "all readings in the store");
        await stopAll.CancelAsync();
        await staying;
        Assert.Equal(ByMeter(written), ByMeter(list.Readings));
    }

    [Fact]
    public async Task A_reader_to_the_end_is_not_done_while_partitions_belong_to_one_that_reads_nothing()
    {
        var (log, options) = await OpenAsync(partitions: 6, untilEnd: true);
        await using var _ = log;
        var written = Batch(0);
        await log.AppendAsync(written, Token);
        using var silent = new ConsumerBuilder<byte[], byte[]>(
        [
            new("bootstrap.servers", KafkaServer.Servers), new("group.id", options.Topic),
            new("partition.assignment.strategy", "cooperative-sticky"), new("enable.auto.commit", "false"),
        ]).Build();
        silent.Subscribe(options.Topic);
        using var dies = new CancellationTokenSource();
        var silence = Task.Run(() =>
        {
            while (!dies.IsCancellationRequested)
            {
                silent.Consume(50);
            }

            silent.Close();
        }, Token);
        await Wait.UntilAsync(() => silent.Assignment.Count == 6, "all partitions at the silent reader");
        var store = new ListStore();
        var reading = new StoreWriter(log, store).RunAsync(Token);
        await Wait.UntilAsync(
            () => reading.IsCompleted
                || Reported.Any(text => text.Contains("belong to another reader of the group", StringComparison.Ordinal)),
            "the report that others have partitions");
        Assert.False(reading.IsCompleted, "reading ended with its own partitions alone");
        Assert.InRange(store.Readings.Count, 1, written.Length - 1);
        await dies.CancelAsync();
        await silence;
        await reading.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(ByMeter(written), ByMeter(store.Readings));
    }

    [Fact]
    public async Task Two_readers_to_the_end_are_both_done_when_all_is_stored()
    {
        var options = (await KafkaServer.TopicAsync(partitions: 6)) with { UntilEnd = true, SegmentReadings = 100 };
        var settings = KafkaServer.Settings($"group.id={options.Topic}");
        var list = new ListStore();
        var store = new SharedStore(list);
        var written = Batch(0);
        await using (var log = new KafkaTestLog(settings, options))
        {
            for (var i = 0; i < 20; i++)
            {
                await log.AppendAsync(written = [.. written.Select(reading => reading with { At = reading.At + 1000 })], Token);
            }
        }

        var stored = new int[2];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async who =>
        {
            await using var log = new KafkaTestLog(settings, options);
            // One is slow.
            await new StoreWriter(log, store) { Stored = (_, _) => Thread.Sleep(who * 50) }.RunAsync(Token);
            stored[who] = list.Readings.Count;
        }));
        Assert.Equal([20 * written.Length, 20 * written.Length], stored);
    }

    [Fact]
    public async Task What_is_no_message_at_the_end_of_a_partition_is_passed_in_the_store_too()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        await using var _ = log;
        using var producer = new ProducerBuilder<byte[], byte[]>(
            [new("bootstrap.servers", KafkaServer.Servers), new("transactional.id", options.Topic)]).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        await producer.ProduceAsync(options.Topic, new() { Key = [1], Value = [1] }, Token);
        producer.AbortTransaction();
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        // A message that was called off, and the mark that says so.
        Assert.Equal((0, 2), (log.Counters.Messages, await store.ReadOffsetAsync(await KafkaServer.FirstAsync(options.Topic), Token)));
    }

    static async Task RunAsync(
        KafkaSettings settings, KafkaLogOptions options, IReadingStore store, CancellationToken cancellationToken)
    {
        await using var log = new KafkaTestLog(settings, options);
        try
        {
            await new StoreWriter(log, store).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It was asked to stop.
        }
    }

    static Reading[] Batch(int number) => [.. Enumerable.Range(0, 50).SelectMany(meter =>
        SampleReadings.Usual(4, meter: meter, seed: number).Select(reading => reading with { At = reading.At + number * 1000 }))];
}
