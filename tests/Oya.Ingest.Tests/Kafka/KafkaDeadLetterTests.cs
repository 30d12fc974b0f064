using System.Text;
using Confluent.Kafka;

namespace Oya.Ingest.Tests;

/// <summary>Messages that are none, on a real broker.</summary>
public class KafkaDeadLetterTests : BrokerTest
{
    [Fact]
    public async Task Invalid_messages_go_to_the_dead_letters_and_stop_no_reader()
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
