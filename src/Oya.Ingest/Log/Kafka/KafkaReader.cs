using System.Collections.Concurrent;
using System.Threading.Channels;
using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// Reads a topic as a member of a group. One thread of its own asks librdkafka for messages, always, whatever the store
/// does: a member that does not ask for five minutes is taken for dead. What it gathers it hands to whoever stores, as
/// segments; where a partition begins is asked of the store there as well, between two segments, so that the store
/// never
/// answers two at a time. When nobody takes segments the partitions are paused and the asking goes on.
/// </summary>
sealed partial class KafkaReader : IAsyncDisposable
{
    // Segments that wait for the store, beside the one that is being made: more would only hold memory.
    const int Waiting = 2;

    // librdkafka throws away what it has fetched when a partition is paused, so a store that is only slow is waited for
    // without pausing; this is far from the five minutes, and longer than any commit should take.
    static readonly TimeSpan Patient = TimeSpan.FromSeconds(2);

    const int PollMilliseconds = 50;

    // Of one partition: ten thousand readings are a tenth of it, unless their messages are full of nothing.
    const long MaxGatheredBytes = 4 << 20;

    readonly KafkaSettings _settings;
    readonly KafkaLogOptions _options;
    readonly KafkaCounters _counters;
    readonly KafkaErrorReporter _errors;
    readonly KafkaWriter _dead;
    readonly IConsumer<byte[], byte[]> _consumer;
    readonly ReadingCodec _codec = new();

    readonly Channel<Step> _steps = Channel.CreateUnbounded<Step>(new() { SingleReader = true });
    readonly SemaphoreSlim _room = new(Waiting);
    readonly Queue<Step.Store> _pending = [];
    readonly ConcurrentQueue<Action> _orders = [];
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Written by the polling thread; the epochs also by whoever stores.
    readonly Dictionary<int, PartitionReader> _partitions = [];
    readonly ConcurrentDictionary<int, long> _epochs = new();
    long _lastEpoch;
    int _unanswered;
    volatile Task _marks = Task.CompletedTask, _named = Task.CompletedTask;
    bool _wasAssigned, _isPaused;

    public KafkaReader(KafkaSettings settings, KafkaLogOptions options, KafkaCounters counters, KafkaWriter dead)
    {
        (_settings, _options, _counters, _dead) = (settings, options, counters, dead);
        _errors = new(settings, options, options.Topic, "Read");
        _ends = new(options);
        _consumer = KafkaClients.Consumer(settings, options, KafkaOwnSettings.ConsumerForced, builder => builder
            .SetErrorHandler((_, error) => OnError(error))
            .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => OnRevoked(partitions)));
    }

    /// <summary>Begins; <see cref="Steps"/> then has something, until the end.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "oya-kafka-reader" }.Start();

    /// <summary>What whoever stores has to do, in order.</summary>
    public ChannelReader<Step> Steps => _steps.Reader;

    /// <summary>Says that reading ends when all that stands in the log now is read.</summary>
    public void Complete() => _ends.Ask();

    /// <summary>Whether a segment still is of the place where its partition is read.</summary>
    public bool IsCurrent(int partition, long epoch) => _epochs.TryGetValue(partition, out var now) && now == epoch;

    /// <summary>A segment was taken: there is room for another one.</summary>
    public void Taken() => _room.Release();

    /// <summary>A segment is stored, refused or passed over.</summary>
    public void Answered() => Interlocked.Decrement(ref _unanswered);

    /// <summary>For tools that show how far a group is: a partition is stored up to here.</summary>
    public void Stored(LogRange range)
    {
        try
        {
            _consumer.StoreOffset(new TopicPartitionOffset(_options.Topic, range.Partition.Number, range.To));
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            // It is somebody else's now: they tell.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Leaving the group needs the broker; without one nobody waits longer than this.
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
            WaitForAnswers();
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
        LookAfter();
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
        // Not with every message: a look at all partitions costs more than a message does.
        var now = _options.Clock.GetTimestamp();
        if (_options.Clock.GetElapsedTime(_looked, now) < TimeSpan.FromMilliseconds(PollMilliseconds))
        {
            return;
        }

        _looked = now;
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
            // Nobody takes what there is already, or the place was lost: an order for it is under way.
            return;
        }

        var bad = new List<(ConsumeResult<byte[], byte[]> Result, string Reason)>();
        var segment = partition.Take(_codec, bad);
        _counters.Decoded(segment.Readings.Length, bad.Count);
        var written = bad.Count == 0 ? Task.CompletedTask : _dead.WriteAsync(
            [.. bad.Select(letter => DeadLetters.Create(letter.Result, letter.Reason, _options.DeadTopic))], _stop.Token);
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
            return _room.Wait(_isPaused ? TimeSpan.Zero : Patient, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Something that whoever stores has to do.</summary>
    public abstract record Step
    {
        /// <summary>Ask the store where a partition begins.</summary>
        /// <param name="Partition">Which.</param>
        /// <param name="Epoch">Its place when this was made; it may be lost since.</param>
        public sealed record FindOffset(int Partition, long Epoch) : Step;

        /// <summary>Store what was read.</summary>
        /// <param name="Partition">Of which partition.</param>
        /// <param name="Epoch">Its place when this was made; it may be lost since.</param>
        /// <param name="Segment">What to store.</param>
        /// <param name="DeadLetters">Done when the messages that are not in the segment are kept elsewhere.</param>
        public sealed record Store(int Partition, long Epoch, LogSegment Segment, Task DeadLetters) : Step;

        /// <summary>Ask the store how far partitions are that others have.</summary>
        /// <param name="Ends">Of each partition, by number, where the log began and where it ends.</param>
        public sealed record CheckPeers(IReadOnlyDictionary<int, (long Low, long High)> Ends) : Step;
    }
}
