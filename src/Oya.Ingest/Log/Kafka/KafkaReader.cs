using System.Collections.Concurrent;
using System.Threading.Channels;
using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// Reads a topic as a member of a consumer group. A dedicated thread polls librdkafka all the time, even while the
/// store is slow: the broker takes a member that does not poll for five minutes for dead. The thread hands what it
/// gathers to the storing side as segments. The storing side also looks up in the store where each partition begins.
/// It does so between two segments, so the store never has to answer two requests at a time. While the storing side
/// takes no segments, the partitions are paused and the polling continues.
/// </summary>
sealed partial class KafkaReader : IAsyncDisposable
{
    // Segments that wait for the store, in addition to the one that is being made. More would only take memory.
    const int MaxWaitingSegments = 2;

    // librdkafka throws away what it has fetched when a partition is paused. A store that is only slow is therefore
    // waited for without pausing. This time is far below the five minutes, and longer than any commit should take.
    static readonly TimeSpan MaxWaitForRoom = TimeSpan.FromSeconds(2);

    const int PollMilliseconds = 50;

    // Of one partition. Ten thousand readings take a tenth of this, unless their messages are mostly padding.
    const long MaxGatheredBytes = 4 << 20;

    readonly KafkaSettings _settings;
    readonly KafkaLogOptions _options;
    readonly KafkaCounters _counters;
    readonly KafkaErrorReporter _errors;
    readonly KafkaWriter _deadLetters;
    readonly IConsumer<byte[], byte[]> _consumer;
    readonly ReadingCodec _codec = new();

    readonly Channel<Step> _steps = Channel.CreateUnbounded<Step>(new() { SingleReader = true });
    readonly SemaphoreSlim _room = new(MaxWaitingSegments);
    readonly Queue<Step.Store> _pending = [];
    readonly ConcurrentQueue<Action> _orders = [];
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Written by the polling thread. The storing side also writes the epochs.
    readonly Dictionary<int, PartitionReader> _partitions = [];
    readonly ConcurrentDictionary<int, long> _epochs = new();
    long _lastEpoch;
    int _unanswered;
    volatile Task _watermarkQuery = Task.CompletedTask, _topicIdQuery = Task.CompletedTask;
    bool _wasAssigned, _isPaused;

    public KafkaReader(KafkaSettings settings, KafkaLogOptions options, KafkaCounters counters, KafkaWriter deadLetters)
    {
        (_settings, _options, _counters, _deadLetters) = (settings, options, counters, deadLetters);
        _errors = new(settings, options, options.Topic, "Read");
        _ends = new(options);
        _consumer = KafkaClients.Consumer(settings, options, KafkaOwnSettings.ConsumerForced, builder => builder
            .SetErrorHandler((_, error) => OnError(error))
            .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => OnRevoked(partitions)));
    }

    /// <summary>Starts the polling thread. <see cref="Steps"/> then delivers steps until the end.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "oya-kafka-reader" }.Start();

    /// <summary>The work of the storing side, in order.</summary>
    public ChannelReader<Step> Steps => _steps.Reader;

    /// <summary>Reading ends when everything that is in the log now is read.</summary>
    public void Complete() => _ends.Request();

    /// <summary>Whether a segment was read since its partition was last positioned.</summary>
    public bool IsCurrent(int partition, long epoch) => _epochs.TryGetValue(partition, out var now) && now == epoch;

    /// <summary>The storing side took a segment, so there is room for another one.</summary>
    public void Taken() => _room.Release();

    /// <summary>A segment was stored, rejected or skipped.</summary>
    public void Answered() => Interlocked.Decrement(ref _unanswered);

    /// <summary>
    /// Reports to the broker that a partition is stored up to here, for tools that show the progress of a group.
    /// </summary>
    public void Stored(LogRange range)
    {
        try
        {
            _consumer.StoreOffset(new TopicPartitionOffset(_options.Topic, range.Partition.Number, range.To));
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            // The partition belongs to another reader now, and that reader reports its progress.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Leaving the group needs the broker. Without a broker the caller waits no longer than this.
        await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(10), _options.Clock));
    }

    void Run()
    {
        try
        {
            _consumer.Subscribe(_options.Topic);
            while (!_stop.IsCancellationRequested && !IsDone())
            {
                Poll();
            }

            _steps.Writer.TryComplete();
            _consumer.Close();
        }
        catch (Exception e)
        {
            _steps.Writer.TryComplete(e as LogException ?? new LogException(
                _settings.Redact($"Kafka cannot be read: {e.Message}"), new LogProblem(LogFault.Unexpected, "the cause is kept with it"), e));
        }
        finally
        {
            _steps.Writer.TryComplete();
            WaitForRequests();
            _consumer.Dispose();
            _ended.TrySetResult();
        }
    }

    void Poll()
    {
        for (var count = _orders.Count; count > 0 && _orders.TryDequeue(out var order); count--)
        {
            order();
        }

        HandOver();
        try
        {
            if (_consumer.Consume(PollMilliseconds) is { } result)
            {
                Accept(result);
            }
        }
        catch (ConsumeException e)
        {
            OnConsumeError(e);
        }

        MakeSegments();
        Maintain();
    }

    void Accept(ConsumeResult<byte[], byte[]> result)
    {
        if (!_partitions.TryGetValue(result.Partition, out var partition) || !partition.HasBegun
            || result.Offset < partition.Position)
        {
            return;
        }

        _errors.Succeeded();
        if (result.IsPartitionEOF)
        {
            partition.ReachedEnd(result.Offset, _options.Clock.GetTimestamp());
            return;
        }

        _counters.Read((result.Message.Key?.Length ?? 0) + (result.Message.Value?.Length ?? 0));
        partition.Add(result, _options.Clock.GetTimestamp());
        if (partition.Readings >= _options.SegmentReadings || partition.Bytes >= MaxGatheredBytes)
        {
            MakeSegment(partition);
        }
    }

    void MakeSegments()
    {
        // Not with every message: checking all partitions costs more than handling a message.
        var now = _options.Clock.GetTimestamp();
        if (_options.Clock.GetElapsedTime(_segmentsChecked, now) < TimeSpan.FromMilliseconds(PollMilliseconds))
        {
            return;
        }

        _segmentsChecked = now;
        foreach (var partition in _partitions.Values)
        {
            if (!partition.IsEmpty && (_options.Clock.GetElapsedTime(partition.Since, now) >= _options.SegmentTime
                || _ends.IsReached(partition)))
            {
                MakeSegment(partition);
            }
        }
    }

    void MakeSegment(PartitionReader partition)
    {
        if (_pending.Count > 0 || !IsCurrent(partition.Partition.Number, partition.Epoch))
        {
            // Either the earlier segments are not taken yet, or the position was lost and an order to find it is
            // queued.
            return;
        }

        var bad = new List<(ConsumeResult<byte[], byte[]> Result, string Reason)>();
        var segment = partition.Take(_codec, bad);
        _counters.Decoded(segment.Readings.Length, bad.Count);
        var written = bad.Count == 0 ? Task.CompletedTask : _deadLetters.WriteAsync(
            [.. bad.Select(letter => DeadLetters.Create(letter.Result, letter.Reason, _options.DeadTopic))],
            _stop.Token);
        Interlocked.Increment(ref _unanswered);
        _pending.Enqueue(new(partition.Partition.Number, partition.Epoch, segment, written));
        HandOver();
    }

    void HandOver()
    {
        while (_pending.Count > 0)
        {
            if (!WaitForRoom())
            {
                Pause();
                return;
            }

            _steps.Writer.TryWrite(_pending.Dequeue());
        }

        Resume();
    }

    bool WaitForRoom()
    {
        try
        {
            return _room.Wait(_isPaused ? TimeSpan.Zero : MaxWaitForRoom, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Work for the storing side.</summary>
    public abstract record Step
    {
        /// <summary>Find out from the store where a partition begins.</summary>
        /// <param name="Partition">The partition.</param>
        /// <param name="Epoch">
        /// The epoch of its position when this step was made. The position may be lost since then.
        /// </param>
        public sealed record FindOffset(int Partition, long Epoch) : Step;

        /// <summary>Store what was read.</summary>
        /// <param name="Partition">The partition it was read from.</param>
        /// <param name="Epoch">
        /// The epoch of its position when this step was made. The position may be lost since then.
        /// </param>
        /// <param name="Segment">What to store.</param>
        /// <param name="DeadLetters">
        /// Completes when the messages that could not be decoded are in the dead-letter topic.
        /// </param>
        public sealed record Store(int Partition, long Epoch, LogSegment Segment, Task DeadLetters) : Step;

        /// <summary>Ask the store how far it has the partitions that other readers own.</summary>
        /// <param name="Ends">For each partition number, where the log began and where it ends.</param>
        public sealed record CheckPeers(IReadOnlyDictionary<int, (long Low, long High)> Ends) : Step;
    }
}
