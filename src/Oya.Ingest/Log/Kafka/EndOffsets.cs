using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Where a reading that ends does so: what stood in each partition when the end was asked for.</summary>
sealed class EndOffsets(KafkaLogOptions options)
{
    static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    readonly HashSet<int> _stored = [];
    Task _query = Task.CompletedTask;
    volatile Dictionary<int, (long Low, long High)>? _ends;
    volatile bool _isAsked = options.UntilEnd;

    /// <summary>Asking the broker.</summary>
    public Task Query => _query;

    /// <summary>Whether the broker has answered.</summary>
    public bool IsKnown => _ends is not null;

    public void Ask() => _isAsked = true;

    /// <summary>Whether a partition is read up to where it ended.</summary>
    public bool IsReached(PartitionReader partition) =>
        _ends is { } ends && partition.HasBegun
        && partition.Position >= ends.GetValueOrDefault(partition.Partition.Number).High;

    /// <summary>The partitions that a reader does not have, but for those that the store has up to their end.</summary>
    public IReadOnlyDictionary<int, (long Low, long High)> OfOtherReaders(IReadOnlyDictionary<int, PartitionReader> own) =>
        _ends!.Where(end => !own.ContainsKey(end.Key) && !_stored.Contains(end.Key)).ToDictionary();

    /// <summary>The store has partitions up to their end, and will not have less.</summary>
    public void MarkStored(IEnumerable<int> partitions) => _stored.UnionWith(partitions);

    /// <summary>Asks the broker, beside whoever calls, until it has answered once.</summary>
    public void QueryAsync(IConsumer<byte[], byte[]> consumer, KafkaErrorReporter errors)
    {
        if (_isAsked && _ends is null && _query.IsCompleted)
        {
            _query = Task.Run(() =>
            {
                try
                {
                    using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
                    var topic = admin.GetMetadata(options.Topic, Answer).Topics.Single();
                    if (topic.Error.IsError)
                    {
                        errors.Report(topic.Error);
                        return;
                    }

                    _ends = topic.Partitions.ToDictionary(
                        partition => partition.PartitionId,
                        partition =>
                        {
                            var marks = consumer.QueryWatermarkOffsets(new(options.Topic, partition.PartitionId), Answer);
                            return (marks.Low.Value, marks.High.Value);
                        });
                }
                catch (KafkaException e)
                {
                    errors.Report(e.Error);
                }
                catch (ObjectDisposedException)
                {
                    // Nobody reads any more.
                }
            });
        }
    }
}
