using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>Which partitions are this reader's, and where in them it stands.</summary>
sealed partial class KafkaReader
{
    static readonly TimeSpan Answer = TimeSpan.FromSeconds(10), Probe = TimeSpan.FromSeconds(5);

    const long Nowhere = 1L << 60;

    readonly EndOffsets _ends;
    long _looked, _lookedAfter;
    Task _probing = Task.CompletedTask;
    bool _isLookingAtOthers;

    /// <summary>The oldest and the next offset of a partition, as the broker says now.</summary>
    /// <exception cref="KafkaException">It does not say.</exception>
    public Task<(long Low, long High)> MarksAsync(int partition)
    {
        var asked = Task.Run(() =>
        {
            var marks = _consumer.QueryWatermarkOffsets(new(_options.Topic, partition), Answer);
            return (marks.Low.Value, marks.High.Value);
        });
        _marks = asked;
        return asked;
    }

    /// <summary>
    /// A partition of the topic that there is now. A topic that was deleted and made anew has the same name and another id:
    /// where a store is in the one says nothing of the other.
    /// </summary>
    /// <exception cref="KafkaException">The broker does not say.</exception>
    public Task<LogPartition> GetLogAsync(int partition)
    {
        if (!_options.HasTopicIds)
        {
            return Task.FromResult(new LogPartition(_options.Topic, partition));
        }

        var asked = Task.Run(async () =>
        {
            using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
            var topics = TopicCollection.OfTopicNames([_options.Topic]);
            try
            {
                var answer = await admin.DescribeTopicsAsync(topics, new() { RequestTimeout = Answer });
                var id = answer.TopicDescriptions[0].TopicId;
                // Brokers of before 3.1 do not say it.
                return new LogPartition(
                    id.MostSignificantBits == 0 && id.LeastSignificantBits == 0 ? _options.Topic : $"{_options.Topic}@{id}",
                    partition);
            }
            catch (DescribeTopicsException e)
            {
                throw new KafkaException(e.Results.TopicDescriptions[0].Error);
            }
        });
        _named = asked;
        return asked;
    }

    /// <summary>The client may not go while a thread is asking the broker through it; each asks for ten seconds at most.</summary>
    void WaitForAnswers()
    {
        try
        {
            Task.WaitAll(_probing, _marks, _named, _ends.Query);
        }
        catch (AggregateException)
        {
            // Whoever asked has heard of it.
        }
    }

    /// <summary>The place of a partition is known.</summary>
    public void BeginAt(LogPartition partition, long epoch, long offset) =>
        _orders.Enqueue(() => Place(partition, epoch, offset));

    /// <summary>
    /// The place of a partition is lost: what was gathered of it counts no more, and the store is asked anew.
    /// </summary>
    public void Lose(int partition, long epoch)
    {
        // Of two who find that out, one asks.
        var next = Interlocked.Increment(ref _lastEpoch);
        if (_epochs.TryUpdate(partition, next, epoch))
        {
            _orders.Enqueue(() => AskForPlace(partition, next));
        }
    }

    /// <summary>The store has partitions of others up to their end; it is asked again for those that are left.</summary>
    public void AreStored(IReadOnlyList<int> partitions) => _orders.Enqueue(() =>
    {
        _ends.MarkStored(partitions);
        _isLookingAtOthers = false;
    });

    /// <summary>Something is wrong that a person has to mend; it is reported once.</summary>
    public void Report(Error error) => _errors.Report(error);

    /// <summary>It cannot go on.</summary>
    public void Fail(LogException e) => _steps.Writer.TryComplete(e);

    IEnumerable<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        _wasAssigned = true;
        foreach (var partition in partitions)
        {
            var epoch = Interlocked.Increment(ref _lastEpoch);
            _epochs[partition.Partition] = epoch;
            AskForPlace(partition.Partition, epoch);
        }

        // An offset that no log has: the answer is an error, which is passed over, and nothing is fetched before the store
        // has said where to begin. (From the end would do as well, were it not for librdkafka: the answer to "where is
        // the end?" that comes late moves a partition that was placed elsewhere meanwhile.)
        return partitions.Select(partition => new TopicPartitionOffset(partition, new Offset(Nowhere)));
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

    void AskForPlace(int number, long epoch)
    {
        if (IsCurrent(number, epoch))
        {
            _partitions[number] = new(new(_options.Topic, number), epoch);
            _steps.Writer.TryWrite(new Step.FindOffset(number, epoch));
        }
    }

    void Place(LogPartition its, long epoch, long offset)
    {
        var number = its.Number;
        if (!IsCurrent(number, epoch))
        {
            return;
        }

        // Taken and given anew, not sought: a partition that is in error, or not begun with yet, cannot be sought.
        var partition = new TopicPartition(_options.Topic, number);
        _consumer.IncrementalUnassign([partition]);
        _consumer.IncrementalAssign([new TopicPartitionOffset(partition, offset)]);
        if (_isPaused)
        {
            _consumer.Pause([partition]);
        }

        _partitions[number].Begin(its, offset);
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
            // What was to be read next is not in the log any more; the store says what is missing.
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

    /// <summary>Once a second: how far it is behind, and whether what was wrong still is.</summary>
    void LookAfter()
    {
        if (_options.Clock.GetElapsedTime(_lookedAfter) < TimeSpan.FromSeconds(1))
        {
            return;
        }

        _lookedAfter = _options.Clock.GetTimestamp();
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
        if (_errors.IsAny && _probing.IsCompleted && _partitions.Keys.FirstOrDefault(-1) is >= 0 and var any)
        {
            // Without new messages nothing else shows that the broker is back.
            _probing = Task.Run(async () =>
            {
                try
                {
                    await Task.Delay(Probe, _options.Clock, _stop.Token);
                    await MarksAsync(any);
                    _errors.Succeeded();
                }
                catch (Exception e) when (e is KafkaException or OperationCanceledException or ObjectDisposedException)
                {
                    // Not yet.
                }
            });
        }
    }

    /// <summary>
    /// What a reader was given is not all that stands in the log: others have the rest, or had it and died, and then it
    /// comes here. Until the store has that too, nobody is done.
    /// </summary>
    void CheckPeers()
    {
        if (!_isLookingAtOthers && IsDoneWithItsOwn() && _ends.OfOtherReaders(_partitions) is { Count: > 0 } others)
        {
            _isLookingAtOthers = true;
            _steps.Writer.TryWrite(new Step.CheckPeers(others));
        }
    }

    bool IsDone() => IsDoneWithItsOwn() && _ends.OfOtherReaders(_partitions).Count == 0;

    // What is not answered yet may be refused, and then comes again.
    bool IsDoneWithItsOwn() =>
        _ends.IsKnown && _wasAssigned && Volatile.Read(ref _unanswered) == 0
        && _partitions.Values.All(partition => partition.IsEmpty && _ends.IsReached(partition)
            && IsCurrent(partition.Partition.Number, partition.Epoch));
}
