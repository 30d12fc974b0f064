using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Messages that were handed to a producer together, and the producer's report on each.</summary>
sealed class ProduceRound(IReadOnlyList<KafkaRecord> records)
{
    readonly Error?[] _errors = new Error?[records.Count];
    readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _open = records.Count, _failed;

    /// <summary>Completes when all are reported.</summary>
    public Task Finished => _finished.Task;

    /// <summary>The number of messages that are not reported yet.</summary>
    public int OpenCount => Volatile.Read(ref _open);

    public int FailedCount => Volatile.Read(ref _failed);

    /// <summary>Hands over a message. Returns false when the queue is full.</summary>
    public bool TryProduce(IProducer<byte[], byte[]> producer, int i)
    {
        try
        {
            producer.Produce(records[i].Topic, records[i].Message, report => Reported(
                i, report.Status == PersistenceStatus.Persisted ? null : report.Error));
            return true;
        }
        catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[], byte[]> e)
        {
            Reported(i, e.Error);
            return true;
        }
    }

    /// <summary>
    /// For each <see cref="KafkaRecord.Order"/>, the messages from the first failed one on. Failed messages come with
    /// their error.
    /// </summary>
    public IEnumerable<(KafkaRecord Record, Error? Error)> GetRetries()
    {
        var failed = new HashSet<long>();
        for (var i = 0; i < records.Count; i++)
        {
            if (_errors[i] is not null)
            {
                failed.Add(records[i].Order);
            }

            if (failed.Contains(records[i].Order))
            {
                yield return (records[i], _errors[i]);
            }
        }
    }

    void Reported(int i, Error? error)
    {
        if (error is not null)
        {
            // A report without an error that is not persisted is a failure too.
            _errors[i] = error.IsError ? error : new Error(ErrorCode.Local_Fail, "not persisted");
            Interlocked.Increment(ref _failed);
        }

        if (Interlocked.Decrement(ref _open) == 0)
        {
            _finished.TrySetResult();
        }
    }
}
