using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Where a bounded reading ends: the end of each partition when the end was requested.</summary>
sealed class EndOffsets(KafkaLogOptions options)
{
    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    readonly HashSet<int> _stored = [];
    Task _query = Task.CompletedTask;
    volatile Dictionary<int, (long Low, long High)>? _ends;
    volatile bool _isRequested = options.UntilEnd;

    /// <summary>The request to the broker.</summary>
    public Task Query => _query;

    /// <summary>Whether the broker has answered.</summary>
    public bool IsKnown => _ends is not null;

    public void Request() => _isRequested = true;

    /// <summary>Whether a partition is read up to its end.</summary>
    public bool IsReached(PartitionReader partition) =>
        _ends is { } ends && partition.HasBegun
        && partition.Position >= ends.GetValueOrDefault(partition.Partition.Number).High;

    /// <summary>The partitions of other readers, without those that the store has up to their end.</summary>
    public IReadOnlyDictionary<int, (long Low, long High)> GetOtherPartitions(
        IReadOnlyDictionary<int, PartitionReader> own) =>
        _ends!.Where(end => !own.ContainsKey(end.Key) && !_stored.Contains(end.Key)).ToDictionary();

    /// <summary>The store has these partitions up to their end. It never has less later.</summary>
    public void MarkStored(IEnumerable<int> partitions) => _stored.UnionWith(partitions);

    /// <summary>Asks the broker in parallel with the caller, until the broker has answered once.</summary>
    public void QueryAsync(IConsumer<byte[], byte[]> consumer, KafkaErrorReporter errors)
    {
        if (_isRequested && _ends is null && _query.IsCompleted)
        {
            _query = Task.Run(() =>
            {
                try
                {
                    using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
                    var topic = admin.GetMetadata(options.Topic, RequestLimit).Topics.Single();
                    if (topic.Error.IsError)
                    {
                        errors.Report(topic.Error);
                        return;
                    }

                    _ends = topic.Partitions.ToDictionary(
                        partition => partition.PartitionId,
                        partition =>
                        {
                            var marks = consumer.QueryWatermarkOffsets(
                                new(options.Topic, partition.PartitionId), RequestLimit);
                            return (marks.Low.Value, marks.High.Value);
                        });
                }
                catch (KafkaException e)
                {
                    errors.Report(e.Error);
                }
                catch (ObjectDisposedException)
                {
                    // The reader has ended.
                }
            });
        }
    }
}
