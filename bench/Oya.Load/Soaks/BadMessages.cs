using Confluent.Kafka;
using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>Writes invalid messages into the topic, and records the offset of each.</summary>
sealed class BadMessages(string servers) : IDisposable
{
    readonly Dictionary<int, TopicPartitionOffset> _put = [];

    readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
    {
        BootstrapServers = servers,
        Acks = Acks.All,
        // The same partition as the readings of the meter.
        Partitioner = Partitioner.Murmur2Random,
        LingerMs = 0,
    }).SetLogHandler((_, _) => { }).Build();

    public IReadOnlyDictionary<int, TopicPartitionOffset> Put => _put;

    /// <summary>Writes a message into the partition of a reading's meter, and waits until it is stored there.</summary>
    public async Task PutAsync(Reading reading)
    {
        var (_, message) = BadMessage.Make(_put.Count, reading);
        var result = await _producer.ProduceAsync(KafkaTopics.Readings, message);
        _put.Add(_put.Count, result.TopicPartitionOffset);
    }

    public void Dispose() => _producer.Dispose();
}
