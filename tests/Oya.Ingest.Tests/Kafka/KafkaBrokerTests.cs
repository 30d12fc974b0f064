using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>What only a real broker can show.</summary>
public class KafkaBrokerTests
{
    readonly ConcurrentQueue<string> _reported = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_are_none_go_to_the_dead_letters_and_stop_nobody()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        await using var _ = log;
        var good = SampleReadings.Usual(300, meter: 7);
        await log.AppendAsync(good.AsMemory(0, 100), Token);
        var codec = new ReadingCodec();
        var sound = codec.Encode(SampleReadings.Usual(5, meter: 7), out var _);
        var wild = codec.Encode(SampleReadings.Usual(5, meter: 7), out var _);
        wild[^1] = 0xFF;
        (byte[]? Value, string? Key, string? Type, string Reason)[] bad =
        [
            (Encoding.UTF8.GetBytes("""{"json":1}"""), "000000000007", ReadingRecords.Schema, "is written in another way"),
            (wild, "000000000007", ReadingRecords.Schema, "number|deltas|value that|twice"),
            (sound, "000000000007", "oya.metering.v9.ReadingBatch", "its header ce_type is not"),
            (sound, "000000000007", null, "its header ce_type is not"),
            (sound, "000000000008", ReadingRecords.Schema, "its key is not"),
            (sound, null, ReadingRecords.Schema, "its key is not"),
            (null, "000000000007", ReadingRecords.Schema, "no value"),
        ];
        await ProduceAsync(options.Topic, bad.Select(message => (message.Value, message.Key, message.Type)));
        await log.AppendAsync(good.AsMemory(100, 200), Token);

        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal(good, store.Readings);
        Assert.Equal((long)bad.Length, log.Counters.Dead);
        Assert.Equal(2L + bad.Length, await store.ReadOffsetAsync(await KafkaServer.FirstAsync(options.Topic), Token));

        var dead = Consume(options.DeadTopic, bad.Length);
        for (var i = 0; i < bad.Length; i++)
        {
            Assert.Equal(bad[i].Value, dead[i].Message.Value);
            Assert.Equal(bad[i].Key, dead[i].Message.Key is { } key ? Encoding.UTF8.GetString(key) : null);
            Assert.Matches(bad[i].Reason, Header(dead[i], "oya_reason"));
            Assert.Equal(options.Topic, Header(dead[i], "oya_topic"));
            Assert.Equal("0", Header(dead[i], "oya_partition"));
            Assert.Equal($"{i + 1}", Header(dead[i], "oya_offset"));
        }
    }

    [Fact]
    public async Task A_partition_of_bad_messages_alone_is_read_to_its_end()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        await using var _ = log;
        await ProduceAsync(options.Topic, [([1, 2, 3], "k", null), ([1, 2, 3], "k", null)]);
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal(2, await store.ReadOffsetAsync(await KafkaServer.FirstAsync(options.Topic), Token));
        Assert.Empty(store.Readings);
    }

    [Fact]
    public async Task What_the_log_lost_before_it_was_stored_is_reported_and_kept_as_a_hole()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        await using var _ = log;
        var store = new ListStore();
        store.EndAt(await KafkaServer.FirstAsync(options.Topic), 3);
        for (var i = 0; i < 10; i++)
        {
            await log.AppendAsync(SampleReadings.Usual(10, seed: i), Token);
        }

        using var admin = KafkaServer.Admin();
        await admin.DeleteRecordsAsync([new(options.Topic, 0, 6)]);
        await new StoreWriter(log, store).RunAsync(Token);
        Assert.Equal(40, store.Readings.Count);
        var hole = Assert.Single(await store.ListHolesAsync(Token));
        Assert.Equal(new LogRange(await KafkaServer.FirstAsync(options.Topic), 3, 6), hole.Range);
        Assert.Equal(3, log.Counters.Lost);
        Assert.Contains(_reported, text => text.StartsWith($"LOST: {options.Topic}/0 3..6", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_log_loses_while_it_is_read_is_a_hole_too()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: false);
        await using var _ = log;
        var store = new ListStore();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await log.AppendAsync(SampleReadings.Usual(10), Token);
        await using (var segments = log.ReadAsync(store, stop.Token).GetAsyncEnumerator(stop.Token))
        {
            Assert.True(await segments.MoveNextAsync());
            await store.StoreAsync(segments.Current.Readings, segments.Current.Range, Token);
            // Another store than that which is read on from: its place is refused, and meanwhile the log moves on.
            for (var i = 0; i < 5; i++)
            {
                await log.AppendAsync(SampleReadings.Usual(10), Token);
            }

            using var admin = KafkaServer.Admin();
            await admin.DeleteRecordsAsync([new(options.Topic, 0, 4)]);
            await log.RejectAsync(segments.Current, Token);
            while (store.Readings.Count < 30 && await segments.MoveNextAsync())
            {
                await store.StoreAsync(segments.Current.Readings, segments.Current.Range, Token);
                await log.CommitAsync(segments.Current, Token);
            }
        }

        Assert.Equal(new LogRange(await KafkaServer.FirstAsync(options.Topic), 1, 4), Assert.Single(await store.ListHolesAsync(Token)).Range);
    }

    [Fact]
    public async Task A_store_that_is_ahead_of_the_log_belongs_to_another_one()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        await using var _ = log;
        var store = new ListStore();
        store.EndAt(await KafkaServer.FirstAsync(options.Topic), 5);
        var e = await Assert.ThrowsAsync<LogException>(() => new StoreWriter(log, store).RunAsync(Token));
        Assert.Contains("another one", e.Message);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public async Task A_topic_made_anew_under_its_name_is_read_from_its_beginning()
    {
        var (log, options) = await OpenAsync(partitions: 1, untilEnd: true);
        var store = new ListStore();
        await using (log)
        {
            await log.AppendAsync(SampleReadings.Usual(10), Token);
            await log.AppendAsync(SampleReadings.Usual(10), Token);
            await new StoreWriter(log, store).RunAsync(Token);
        }

        using var admin = KafkaServer.Admin();
        await admin.DeleteTopicsAsync([options.Topic]);
        await MakeAnewAsync(admin, options.Topic);
        var anew = SampleReadings.Usual(50, seed: 7);
        await using var other = new KafkaReadingLog(KafkaServer.Settings($"group.id={options.Topic}"), options);
        for (var i = 0; i < anew.Length; i += 10)
        {
            await other.AppendAsync(anew.AsMemory(i, 10), Token);
        }

        await new StoreWriter(other, store).RunAsync(Token);
        Assert.Equal(anew, store.Readings.TakeLast(anew.Length));
        Assert.Equal(0, other.Counters.Lost);
    }

    // The broker forgets a name a moment after it has answered that the topic is deleted.
    static async Task MakeAnewAsync(IAdminClient admin, string topic)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }]);
                return;
            }
            catch (Confluent.Kafka.Admin.CreateTopicsException) when (tries < 50)
            {
                await Task.Delay(100, Token);
            }
        }
    }

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
        await using var log = new KafkaReadingLog(settings, options);
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
                await Task.Delay(100, Token);
            }

            await stop.CancelAsync();
            await coming;
        }

        for (var i = 0; i < 300 && list.Readings.Count < written.Count; i++)
        {
            await Task.Delay(100, Token);
        }

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
        while (silent.Assignment.Count < 6)
        {
            await Task.Delay(50, Token);
        }

        var store = new ListStore();
        var reading = new StoreWriter(log, store).RunAsync(Token);
        while (!_reported.Any(text => text.Contains("belong to another one of its group", StringComparison.Ordinal)))
        {
            Assert.False(reading.IsCompleted, "it was done with its own partitions alone");
            await Task.Delay(50, Token);
        }

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
        await using (var log = new KafkaReadingLog(settings, options))
        {
            for (var i = 0; i < 20; i++)
            {
                await log.AppendAsync(
                    written = [.. written.Select(reading => reading with { At = reading.At.AddSeconds(1000) })], Token);
            }
        }

        var stored = new int[2];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async who =>
        {
            await using var log = new KafkaReadingLog(settings, options);
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

    [Fact]
    public async Task A_store_that_is_away_is_waited_for_in_bounded_memory()
    {
        var (log, _) = await OpenAsync(partitions: 2, untilEnd: true);
        await using var __ = log;
        var written = new List<Reading>();
        for (var i = 0; i < 30; i++)
        {
            var batch = SampleReadings.Usual(5000, meter: i, seed: i);
            written.AddRange(batch);
            await log.AppendAsync(batch, Token);
        }

        var list = new ListStore();
        var until = Environment.TickCount64 + 6000;
        var store = new SharedStore(list, isAway: () => Environment.TickCount64 < until && list.Readings.Count > 0);
        var backoff = new RetryBackoff("the store", _reported.Enqueue, TimeProvider.System);
        await new StoreWriter(log, store, backoff).RunAsync(Token);
        Assert.InRange(store.Refused, 2, 1000);
        Assert.Equal(ByMeter(written), ByMeter(list.Readings));
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_reported_and_waited_for()
    {
        var options = (await KafkaServer.TopicAsync()) with { Notify = _reported.Enqueue };
        options = options with { Topic = options.Topic + "-later" };
        await using var log = new KafkaReadingLog(KafkaServer.Settings(), options);
        var waiting = log.AppendAsync(SampleReadings.Usual(10), Token).AsTask();
        for (var i = 0; i < 300 && _reported.IsEmpty; i++)
        {
            await Task.Delay(100, Token);
        }

        Assert.Contains("oya topics create", Assert.Single(_reported));
        using var admin = KafkaServer.Admin();
        await admin.CreateTopicsAsync([new() { Name = options.Topic, NumPartitions = 1, ReplicationFactor = 1 }]);
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.StartsWith("Kafka goes on", _reported.Last());
    }

    [Fact]
    public async Task A_topic_that_takes_only_small_messages_gets_them_split()
    {
        var options = await KafkaServer.TopicAsync(partitions: 1);
        using (var admin = KafkaServer.Admin())
        {
            options = options with { Topic = options.Topic + "-small", UntilEnd = true };
            await admin.CreateTopicsAsync([new()
            {
                Name = options.Topic, NumPartitions = 1, ReplicationFactor = 1, Configs = new() { ["max.message.bytes"] = "4000" },
            }]);
        }

        await using var log = new KafkaReadingLog(KafkaServer.Settings("compression.type=none", $"group.id={options.Topic}"), options);
        var readings = SampleReadings.Usual(1000);
        await log.AppendAsync(readings, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        // Splitting writes some again; a store keeps the first of each.
        Assert.Equal(readings, store.Readings.Distinct());
    }

    async Task<(KafkaReadingLog, KafkaLogOptions)> OpenAsync(int partitions, bool untilEnd)
    {
        var options = (await KafkaServer.TopicAsync(partitions)) with { UntilEnd = untilEnd, Notify = _reported.Enqueue };
        return (new(KafkaServer.Settings($"group.id={options.Topic}"), options), options);
    }

    static async Task RunAsync(
        KafkaSettings settings, KafkaLogOptions options, IReadingStore store, CancellationToken cancellationToken)
    {
        await using var log = new KafkaReadingLog(settings, options);
        try
        {
            await new StoreWriter(log, store).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It was told to go.
        }
    }

    static Reading[] Batch(int number) => [.. Enumerable.Range(0, 50).SelectMany(meter =>
        SampleReadings.Usual(4, meter: meter, seed: number)
            .Select(reading => reading with { At = reading.At.AddSeconds(number * 1000) }))];

    static IEnumerable<Reading> ByMeter(IEnumerable<Reading> readings) => readings.OrderBy(reading => reading.Meter.Value);

    static async Task ProduceAsync(string topic, IEnumerable<(byte[]? Value, string? Key, string? Type)> messages)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>([new("bootstrap.servers", KafkaServer.Servers)]).Build();
        foreach (var (value, key, type) in messages)
        {
            var headers = type is null ? [] : KafkaRecord.Headers((ReadingRecords.TypeHeader, type));
            await producer.ProduceAsync(new TopicPartition(topic, 0), new()
            {
                Key = key is null ? null! : Encoding.UTF8.GetBytes(key), Value = value!, Headers = headers,
            }, Token);
        }
    }

    static List<ConsumeResult<byte[], byte[]>> Consume(string topic, int count)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            [new("bootstrap.servers", KafkaServer.Servers), new("group.id", topic)]).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var results = new List<ConsumeResult<byte[], byte[]>>();
        for (var i = 0; i < 100 && results.Count < count; i++)
        {
            if (consumer.Consume(100) is { } result)
            {
                results.Add(result);
            }
        }

        return results;
    }

    static string Header(ConsumeResult<byte[], byte[]> result, string name) =>
        Encoding.UTF8.GetString(result.Message.Headers.GetLastBytes(name));
}
