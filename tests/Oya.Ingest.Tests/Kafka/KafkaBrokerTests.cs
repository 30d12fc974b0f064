using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>What only a real broker can show: a store or a topic that is away, and small messages.</summary>
public class KafkaBrokerTests : BrokerTest
{
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
        var backoff = new RetryBackoff("the store", Reported.Enqueue, TimeProvider.System);
        await new StoreWriter(log, store, backoff).RunAsync(Token);
        Assert.InRange(store.FailedCalls, 2, 1000);
        Assert.Equal(ByMeter(written), ByMeter(list.Readings));
    }

    [Fact]
    public async Task A_topic_that_is_not_there_isReported_and_waited_for()
    {
        var options = (await KafkaServer.TopicAsync()) with { Notify = Reported.Enqueue };
        options = options with { Topic = options.Topic + "-later" };
        await using var log = new KafkaTestLog(KafkaServer.Settings(), options);
        var waiting = log.AppendAsync(SampleReadings.Usual(10), Token).AsTask();
        await Wait.UntilAsync(() => !Reported.IsEmpty, "a report");
        Assert.Contains($"create the topic {options.Topic}", Assert.Single(Reported));
        using var admin = KafkaServer.Admin();
        await admin.CreateTopicsAsync([new() { Name = options.Topic, NumPartitions = 1, ReplicationFactor = 1 }]);
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.StartsWith("Kafka is available again", Reported.Last());
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

        await using var log = new KafkaTestLog(KafkaServer.Settings("compression.type=none", $"group.id={options.Topic}"), options);
        var readings = SampleReadings.Usual(1000);
        await log.AppendAsync(readings, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token);
        // Splitting writes some again; a store keeps the first of each.
        Assert.Equal(readings, store.Readings.Distinct());
    }
}
