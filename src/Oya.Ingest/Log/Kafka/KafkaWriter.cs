using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Writes messages to Kafka until every message is reported as persisted. After a permanent failure each meter is
/// retried from its first failed message on, so its order is kept. Messages persisted twice that way are equal, and
/// the store drops the duplicate. A missing broker, a rejected login or a missing right is reported and waited for.
/// </summary>
sealed class KafkaWriter(
    KafkaSettings settings, KafkaLogOptions options, string topic,
    Func<KafkaRecord, IReadOnlyList<KafkaRecord>> split) : IDisposable
{
    // A full queue has room again when the broker acknowledges messages. A missing right has to be granted by a
    // person.
    static readonly TimeSpan QueueFullDelay = TimeSpan.FromMilliseconds(5), FirstPause = TimeSpan.FromMilliseconds(200),
        MaxPause = TimeSpan.FromSeconds(5), CheckInterval = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _lock = new(1);
    readonly KafkaErrorReporter _errors = new(settings, options, topic, "Write");
    IProducer<byte[], byte[]>? _producer;
    volatile bool _isWaiting, _isFatal;
    volatile Error? _fatalCause;
    bool _singleMessageBatches;

    /// <summary>Messages that were persisted.</summary>
    public long Written { get; private set; }

    /// <summary>Completes when every message is persisted.</summary>
    public async Task WriteAsync(IReadOnlyList<KafkaRecord> records, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            _isWaiting = true;
            var pause = FirstPause;
            for (var remaining = records; remaining.Count > 0;)
            {
                var round = await ProduceAsync(remaining, cancellationToken);
                Written += remaining.Count - round.FailedCount;
                if (round.FailedCount == 0)
                {
                    _errors.Succeeded();
                    return;
                }

                remaining = await RecoverAsync(round, pause, cancellationToken);
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
        finally
        {
            _isWaiting = false;
            _lock.Release();
        }
    }

    public void Dispose()
    {
        _producer?.Dispose();
        _lock.Dispose();
    }

    async Task<ProduceRound> ProduceAsync(IReadOnlyList<KafkaRecord> records, CancellationToken cancellationToken)
    {
        if (_isFatal)
        {
            // An idempotent producer that lost its sequence ends for good. The next producer begins a new sequence.
            _producer?.Dispose();
            _producer = null;
            _isFatal = false;
            _fatalCause = null;
        }

        _producer ??= KafkaClients.Producer(settings, options, _singleMessageBatches, OnError);
        var round = new ProduceRound(records);
        for (var i = 0; i < records.Count; i++)
        {
            while (!round.TryProduce(_producer, i))
            {
                await Task.Delay(QueueFullDelay, options.Clock, cancellationToken);
                _errors.Wait(round.OpenCount);
            }
        }

        while (!round.Finished.IsCompleted)
        {
            await Task.WhenAny(round.Finished, Task.Delay(CheckInterval, options.Clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!round.Finished.IsCompleted)
            {
                _errors.Wait(round.OpenCount);
            }
        }

        return round;
    }

    /// <summary>Reports the failures, waits a little, and returns the messages that have to be written again.</summary>
    async Task<IReadOnlyList<KafkaRecord>> RecoverAsync(
        ProduceRound round, TimeSpan pause, CancellationToken cancellationToken)
    {
        var retries = new List<KafkaRecord>();
        var errors = new List<Error>();
        var (isOnlySplit, canSplit) = (true, _singleMessageBatches);
        foreach (var (record, error) in round.GetRetries())
        {
            if (error?.Code == ErrorCode.MsgSizeTooLarge && !canSplit)
            {
                // The broker's limit applies to the batch that the client packs. First each batch gets a single
                // message; if that is still too large, the message is split.
                _singleMessageBatches = _isFatal = true;
                retries.Add(record);
                continue;
            }

            var parts = error?.Code == ErrorCode.MsgSizeTooLarge ? split(record) : [];
            retries.AddRange(parts.Count > 0 ? parts : [record]);
            _isFatal |= error is { IsFatal: true };
            if (parts.Count == 0 && error is not null)
            {
                isOnlySplit = false;
                _isFatal |= KafkaErrorText.IsPurged(error.Code);
                errors.Add(error);
            }
        }

        if (!isOnlySplit)
        {
            await Task.Delay(pause, options.Clock, cancellationToken);
            // librdkafka reports separately from the messages why a producer ended, and perhaps a moment later.
            errors.ForEach(error =>
                _errors.Report(KafkaErrorText.IsPurged(error.Code) ? _fatalCause ?? error : error));
            _errors.Remind();
        }

        return retries;
    }

    void OnError(Error error)
    {
        if (error.IsFatal)
        {
            _fatalCause = error;
            _isFatal = true;
        }
        else if (_isWaiting)
        {
            _errors.Report(error);
        }
        else
        {
            _errors.Defer(error);
        }
    }
}
