using System.Runtime.CompilerServices;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// Reads the log of a fleet, a topic of Kafka, from where the store ends: a reader that is killed at any moment loses
/// nothing and stores nothing twice. As many may read as the topic has partitions.
/// </summary>
public sealed class KafkaLogReader : IReadingLogReader
{
    readonly KafkaSettings _settings;
    readonly KafkaLogOptions _options;
    readonly KafkaWriter _dead;
    volatile bool _isComplete;
    volatile KafkaReader? _reader;
    KafkaReader.Step.Store? _current;

    /// <summary>With where Kafka is; nothing is connected before the log is read.</summary>
    public KafkaLogReader(KafkaSettings settings, KafkaLogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _options) = (settings, options ?? new());
        _dead = new(settings, _options, _options.DeadTopic, DeadLetters.Cut);
    }

    /// <summary>What was read so far.</summary>
    public KafkaCounters Counters { get; } = new();

    /// <inheritdoc/>
    public void Complete()
    {
        _isComplete = true;
        _reader?.Complete();
    }

    /// <inheritdoc/>
    /// <exception cref="LogException">A setting is wrong, or the store is one of another log.</exception>
    public async IAsyncEnumerable<LogSegment> ReadAsync(
        IReadingStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (_reader is not null)
        {
            throw new InvalidOperationException("a log is read once at a time");
        }

        await using var reader = _reader = new(_settings, _options, Counters, _dead);
        try
        {
            if (_isComplete)
            {
                reader.Complete();
            }

            reader.Start();
            var start = new StartOffset(reader, store, _options, Counters);
            var others = new PeerProgress(reader, store, _options);
            await foreach (var step in reader.Steps.ReadAllAsync(cancellationToken))
            {
                switch (step)
                {
                    case KafkaReader.Step.FindOffset(var partition, var epoch):
                        await start.FindAsync(partition, epoch, cancellationToken);
                        break;
                    case KafkaReader.Step.CheckPeers(var ends):
                        reader.AreStored(await others.StoredAsync(ends, cancellationToken));
                        break;
                    case KafkaReader.Step.Store read:
                        reader.Taken();
                        // Of a partition that was taken away, or whose place was lost, nothing is stored.
                        if (reader.IsCurrent(read.Partition, read.Epoch))
                        {
                            await read.DeadLetters.WaitAsync(cancellationToken);
                            _current = read;
                            yield return read.Segment;
                        }

                        reader.Answered();
                        break;
                }
            }
        }
        finally
        {
            _reader = null;
        }
    }

    /// <summary>Tells Kafka, now and then, how far the store is: for tools that show it.</summary>
    public ValueTask CommitAsync(LogSegment segment, CancellationToken cancellationToken)
    {
        if (segment.Range is { } range)
        {
            _reader?.Stored(range);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RejectAsync(LogSegment segment, CancellationToken cancellationToken)
    {
        if (_current is { } step && step.Segment == segment)
        {
            _reader?.Lose(step.Partition, step.Epoch);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_reader is { } reader)
        {
            await reader.DisposeAsync();
        }

        _dead.Dispose();
    }
}
