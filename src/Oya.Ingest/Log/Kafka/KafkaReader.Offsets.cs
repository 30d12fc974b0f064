using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>The partitions that this reader owns, and the position in each.</summary>
sealed partial class KafkaReader
{
    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10), ProbeDelay = TimeSpan.FromSeconds(5);

    const long UnreachableOffset = 1L << 60;

    readonly EndOffsets _ends;
    long _segmentsChecked, _maintained;
    Task _probing = Task.CompletedTask;
    bool _isCheckingPeers;

    /// <summary>Asks the broker for the oldest and the next offset of a partition.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public Task<(long Low, long High)> QueryWatermarksAsync(int partition)
    {
        var request = Task.Run(() =>
        {
            var marks = _consumer.QueryWatermarkOffsets(new(_options.Topic, partition), RequestLimit);
            return (marks.Low.Value, marks.High.Value);
        });
        _watermarkQuery = request;
        return request;
    }

    /// <summary>
    /// Gets the identity of a partition of the current topic. A topic that was deleted and created again has the same
    /// name and another id. The store's offset in the old topic says nothing about the new one.
    /// </summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public Task<LogPartition> GetLogAsync(int partition)
    {
        if (!_options.HasTopicIds)
        {
            return Task.FromResult(new LogPartition(_options.Topic, partition));
        }

        var request = Task.Run(async () =>
        {
            using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
            var topics = TopicCollection.OfTopicNames([_options.Topic]);
            try
            {
                var answer = await admin.DescribeTopicsAsync(topics, new() { RequestTimeout = RequestLimit });
                var id = answer.TopicDescriptions[0].TopicId;
                // Brokers older than 3.1 do not send the id.
                return new LogPartition(
                    id.MostSignificantBits == 0 && id.LeastSignificantBits == 0
                        ? _options.Topic
                        : $"{_options.Topic}@{id}",
                    partition);
            }
            catch (DescribeTopicsException e)
            {
                throw new KafkaException(e.Results.TopicDescriptions[0].Error);
            }
        });
        _topicIdQuery = request;
        return request;
    }

    /// <summary>
    /// The client must not be disposed while a thread still uses it for a request. Each request takes at most ten
    /// seconds.
    /// </summary>
    void WaitForRequests()
    {
        try
        {
            Task.WaitAll(_probing, _watermarkQuery, _topicIdQuery, _ends.Query);
        }
        catch (AggregateException)
        {
            // The caller of each request has seen its exception.
        }
    }

    /// <summary>The position of a partition is known.</summary>
    public void BeginAt(LogPartition partition, long epoch, long offset) =>
        _orders.Enqueue(() => StartAt(partition, epoch, offset));

    /// <summary>
    /// The position of a partition is lost. What was gathered from it is discarded, and the store is asked again.
    /// </summary>
    public void Lose(int partition, long epoch)
    {
        // Two callers may find that out. Only one of them asks.
        var next = Interlocked.Increment(ref _lastEpoch);
        if (_epochs.TryUpdate(partition, next, epoch))
        {
            _orders.Enqueue(() => RequestOffset(partition, next));
        }
    }

    /// <summary>
    /// The store has these partitions of other readers up to their end. It is asked again about the remaining ones.
    /// </summary>
    public void AreStored(IReadOnlyList<int> partitions) => _orders.Enqueue(() =>
    {
        _ends.MarkStored(partitions);
        _isCheckingPeers = false;
    });

    /// <summary>Reports a problem that a person has to fix, once.</summary>
    public void Report(Error error) => _errors.Report(error);

    /// <summary>Reading cannot continue.</summary>
    public void Fail(LogException e) => _steps.Writer.TryComplete(e);

    IEnumerable<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        _wasAssigned = true;
        foreach (var partition in partitions)
        {
            var epoch = Interlocked.Increment(ref _lastEpoch);
            _epochs[partition.Partition] = epoch;
            RequestOffset(partition.Partition, epoch);
        }

        // An offset that no log has. The broker answers with an error, which is ignored, and nothing is fetched
        // before the store has said where to begin. (Offset.End would do as well, except for librdkafka: a late
        // answer to its query for the end moves a partition that was positioned elsewhere in the meantime.)
        return partitions.Select(partition => new TopicPartitionOffset(partition, new Offset(UnreachableOffset)));
    }

    void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        foreach (var partition in partitions)
        {
            _epochs.TryRemove(partition.Partition, out _);
            _partitions.Remove(partition.Partition);
            _counters.Revoked(partition.Partition);
        }
    }

    void RequestOffset(int number, long epoch)
    {
        if (IsCurrent(number, epoch))
        {
            _partitions[number] = new(new(_options.Topic, number), epoch);
            _steps.Writer.TryWrite(new Step.FindOffset(number, epoch));
        }
    }

    void StartAt(LogPartition log, long epoch, long offset)
    {
        var number = log.Number;
        if (!IsCurrent(number, epoch))
        {
            return;
        }

        // Unassigned and assigned again instead of Seek: a partition in an error state, or one that is not fetching
        // yet, cannot be sought.
        var partition = new TopicPartition(_options.Topic, number);
        _consumer.IncrementalUnassign([partition]);
        _consumer.IncrementalAssign([new TopicPartitionOffset(partition, offset)]);
        if (_isPaused)
        {
            _consumer.Pause([partition]);
        }

        _partitions[number].Begin(log, offset);
    }

    void Pause()
    {
        if (!_isPaused)
        {
            _isPaused = true;
            _consumer.Pause(_consumer.Assignment);
        }
    }

    void Resume()
    {
        if (_isPaused)
        {
            _isPaused = false;
            _consumer.Resume(_consumer.Assignment);
        }
    }

    void OnError(Error error)
    {
        if (!error.IsFatal)
        {
            _errors.Report(error);
        }
    }

    void OnConsumeError(ConsumeException e)
    {
        if (e.Error.Code == ErrorCode.Local_AutoOffsetReset)
        {
            // The next message is no longer in the log. The store is asked, so that the missing range is recorded.
            var number = e.ConsumerRecord?.Partition.Value ?? Partition.Any.Value;
            if (_partitions.TryGetValue(number, out var partition) && partition.HasBegun)
            {
                Lose(number, partition.Epoch);
            }
        }
        else if (e.Error.IsFatal)
        {
            throw new LogException(
                _settings.Redact($"Kafka ended this reader: {e.Error.Reason}"), "start it again", e);
        }
        else
        {
            _errors.Report(e.Error);
        }
    }

    /// <summary>Once a second, updates the lag and checks whether an earlier error persists.</summary>
    void Maintain()
    {
        if (_options.Clock.GetElapsedTime(_maintained) < TimeSpan.FromSeconds(1))
        {
            return;
        }

        _maintained = _options.Clock.GetTimestamp();
        foreach (var (number, partition) in _partitions)
        {
            var high = _consumer.GetWatermarkOffsets(new(_options.Topic, number)).High;
            if (partition.HasBegun && !high.IsSpecial)
            {
                _counters.Lags(number, high.Value - partition.Position);
            }
        }

        _ends.QueryAsync(_consumer, _errors);
        CheckPeers();
        _errors.Remind();
        if (_errors.HasProblem && _probing.IsCompleted && _partitions.Keys.FirstOrDefault(-1) is >= 0 and var owned)
        {
            // Without new messages, nothing else shows that the broker is back.
            _probing = Task.Run(async () =>
            {
                try
                {
                    await Task.Delay(ProbeDelay, _options.Clock, _stop.Token);
                    await QueryWatermarksAsync(owned);
                    _errors.Succeeded();
                }
                catch (Exception e) when (e is KafkaException or OperationCanceledException or ObjectDisposedException)
                {
                    // The broker is not back yet.
                }
            });
        }
    }

    /// <summary>
    /// The partitions of this reader are not the whole log. Other readers have the rest, or had it and died, and then
    /// those partitions come to this reader. No reader is done until the store has them all.
    /// </summary>
    void CheckPeers()
    {
        if (!_isCheckingPeers && IsDoneWithOwnPartitions()
            && _ends.GetOtherPartitions(_partitions) is { Count: > 0 } peers)
        {
            _isCheckingPeers = true;
            _steps.Writer.TryWrite(new Step.CheckPeers(peers));
        }
    }

    bool IsDone() => IsDoneWithOwnPartitions() && _ends.GetOtherPartitions(_partitions).Count == 0;

    // A segment that is not answered yet may be rejected, and is then read again.
    bool IsDoneWithOwnPartitions() =>
        _ends.IsKnown && _wasAssigned && Volatile.Read(ref _unanswered) == 0
        && _partitions.Values.All(partition => partition.IsEmpty && _ends.IsReached(partition)
            && IsCurrent(partition.Partition.Number, partition.Epoch));
}
