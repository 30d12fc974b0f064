using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Where a reading that ends does so: what stood in each partition when the end was asked for.</summary>
sealed class ReadEnds(KafkaLogOptions options)
{
    static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    Task _looking = Task.CompletedTask;
    volatile Dictionary<int, long>? _ends;
    volatile bool _isAsked = options.UntilEnd;

    public bool IsAsked => _isAsked;

    /// <summary>Asking the broker.</summary>
    public Task Looking => _looking;

    /// <summary>Whether the broker has answered.</summary>
    public bool IsKnown => _ends is not null;

    public void Ask() => _isAsked = true;

    /// <summary>Whether a partition is read up to where it ended.</summary>
    public bool IsReached(PartitionReader partition) =>
        _ends is { } ends && partition.HasBegun
        && partition.Position >= ends.GetValueOrDefault(partition.Partition.Number);

    /// <summary>Asks the broker, beside whoever calls, until it has answered once.</summary>
    public void LookUp(IConsumer<byte[], byte[]> consumer, KafkaTroubles troubles)
    {
        if (_isAsked && _ends is null && _looking.IsCompleted)
        {
            _looking = Task.Run(() =>
            {
                try
                {
                    using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
                    var topic = admin.GetMetadata(options.Topic, Answer).Topics.Single();
                    if (topic.Error.IsError)
                    {
                        troubles.Report(topic.Error);
                        return;
                    }

                    _ends = topic.Partitions.ToDictionary(
                        partition => partition.PartitionId,
                        partition => consumer.QueryWatermarkOffsets(
                            new(options.Topic, partition.PartitionId), Answer).High.Value);
                }
                catch (KafkaException e)
                {
                    troubles.Report(e.Error);
                }
                catch (ObjectDisposedException)
                {
                    // Nobody reads any more.
                }
            });
        }
    }
}
