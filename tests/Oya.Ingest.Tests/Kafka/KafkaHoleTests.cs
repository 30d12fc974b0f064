using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest.Tests;

/// <summary>What a real broker no longer has, or has again from the beginning.</summary>
public class KafkaHoleTests : BrokerTest
{
    [Fact]
    public async Task What_the_log_lost_before_it_was_stored_isReported_and_kept_as_a_hole()
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
        Assert.Contains(Reported, text => text.StartsWith($"LOST: {options.Topic}/0 3..6", StringComparison.Ordinal));
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
        Assert.Contains("another log", e.Message);
        Assert.NotNull(e.Problem.Remedy);
    }

    [Fact]
    public async Task A_topic_recreated_under_its_name_is_read_from_its_beginning()
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
        await RecreateAsync(admin, options.Topic);
        var later = SampleReadings.Usual(50, seed: 7);
        await using var other = new KafkaTestLog(KafkaServer.Settings($"group.id={options.Topic}"), options);
        for (var i = 0; i < later.Length; i += 10)
        {
            await other.AppendAsync(later.AsMemory(i, 10), Token);
        }

        await new StoreWriter(other, store).RunAsync(Token);
        Assert.Equal(later, store.Readings.TakeLast(later.Length));
        Assert.Equal(0, other.Counters.Lost);
    }

    // The broker forgets a name a moment after it has answered that the topic is deleted.
    static async Task RecreateAsync(IAdminClient admin, string topic)
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
}
