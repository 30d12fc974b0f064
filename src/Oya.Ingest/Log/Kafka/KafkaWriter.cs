using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>
/// Messages to Kafka until every one is reported as persisted. What fails for good is tried again, from the first failed
/// one of each meter on, so that the order of a meter stands; what was persisted twice by that is found equal and
/// dropped by the store. A broker that is away, a login that is refused or a right that is missing is reported and waited
/// for.
/// </summary>
sealed class KafkaWriter(
    KafkaSettings settings, KafkaLogOptions options, string topic,
    Func<KafkaRecord, IReadOnlyList<KafkaRecord>> halves) : IDisposable
{
    // A queue that is full has room again when the broker acknowledges; a right that is missing takes a person.
    static readonly TimeSpan Full = TimeSpan.FromMilliseconds(5), First = TimeSpan.FromMilliseconds(200),
        Longest = TimeSpan.FromSeconds(5), Look = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _one = new(1);
    readonly KafkaErrorReporter _errors = new(settings, options, topic, "Write");
    IProducer<byte[], byte[]>? _producer;
    volatile bool _isWaiting, _isFatal;
    volatile Error? _fatalCause;
    bool _oneEach;

    /// <summary>Messages that were persisted.</summary>
    public long Written { get; private set; }

    /// <summary>Done when every message is persisted.</summary>
    public async Task WriteAsync(IReadOnlyList<KafkaRecord> records, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _isWaiting = true;
            var pause = First;
            for (var left = records; left.Count > 0;)
            {
                var round = await ProduceAsync(left, cancellationToken);
                Written += left.Count - round.FailedCount;
                if (round.FailedCount == 0)
                {
                    _errors.Succeeded();
                    return;
                }

                left = await RecoverAsync(round, pause, cancellationToken);
                pause = pause * 2 < Longest ? pause * 2 : Longest;
            }
        }
        finally
        {
            _isWaiting = false;
            _one.Release();
        }
    }

    public void Dispose()
    {
        _producer?.Dispose();
        _one.Dispose();
    }

    async Task<ProduceRound> ProduceAsync(IReadOnlyList<KafkaRecord> records, CancellationToken cancellationToken)
    {
        if (_isFatal)
        {
            // An idempotent producer that lost its place among its messages ends for good; the next one has a new
            // place.
            _producer?.Dispose();
            _producer = null;
            _isFatal = false;
            _fatalCause = null;
        }

        _producer ??= KafkaClients.Producer(settings, options, _oneEach, OnError);
        var round = new ProduceRound(records);
        for (var i = 0; i < records.Count; i++)
        {
            while (!round.TryProduce(_producer, i))
            {
                await Task.Delay(Full, options.Clock, cancellationToken);
                _errors.Wait(round.OpenCount);
            }
        }

        while (!round.Finished.IsCompleted)
        {
            await Task.WhenAny(round.Finished, Task.Delay(Look, options.Clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!round.Finished.IsCompleted)
            {
                _errors.Wait(round.OpenCount);
            }
        }

        return round;
    }

    /// <summary>What is to be written again, after telling why and waiting a little.</summary>
    async Task<IReadOnlyList<KafkaRecord>> RecoverAsync(
        ProduceRound round, TimeSpan pause, CancellationToken cancellationToken)
    {
        var again = new List<KafkaRecord>();
        var errors = new List<Error>();
        var (isOnlySplit, canSplit) = (true, _oneEach);
        foreach (var (record, error) in round.Again())
        {
            if (error?.Code == ErrorCode.MsgSizeTooLarge && !canSplit)
            {
                // The broker's limit is one of what the client packs together: first one message in each pack, then
                // less.
                _oneEach = _isFatal = true;
                again.Add(record);
                continue;
            }

            var parts = error?.Code == ErrorCode.MsgSizeTooLarge ? halves(record) : [];
            again.AddRange(parts.Count > 0 ? parts : [record]);
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
            // Why a producer ended is reported beside its messages, perhaps a moment later.
            errors.ForEach(error =>
                _errors.Report(KafkaErrorText.IsPurged(error.Code) ? _fatalCause ?? error : error));
            _errors.Remind();
        }

        return again;
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
            _errors.Keep(error);
        }
    }
}
