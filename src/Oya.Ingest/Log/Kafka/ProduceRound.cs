using Confluent.Kafka;

namespace Oya.Ingest;

/// <summary>Messages that were handed to a producer together, and what it reports of each.</summary>
sealed class ProduceRound(IReadOnlyList<KafkaRecord> records)
{
    readonly Error?[] _errors = new Error?[records.Count];
    readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _open = records.Count, _failed;

    /// <summary>Done when all are reported.</summary>
    public Task Finished => _finished.Task;

    /// <summary>How many are not reported yet.</summary>
    public int OpenCount => Volatile.Read(ref _open);

    public int FailedCount => Volatile.Read(ref _failed);

    /// <summary>Hands over a message; false when there is no room for it yet.</summary>
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
    /// Of each order the messages from the first failed one on; with the error of those that failed themselves.
    /// </summary>
    public IEnumerable<(KafkaRecord Record, Error? Error)> Again()
    {
        var broken = new HashSet<long>();
        for (var i = 0; i < records.Count; i++)
        {
            if (_errors[i] is not null)
            {
                broken.Add(records[i].Order);
            }

            if (broken.Contains(records[i].Order))
            {
                yield return (records[i], _errors[i]);
            }
        }
    }

    void Reported(int i, Error? error)
    {
        if (error is not null)
        {
            // A report of no error that is not persisted either is a failure all the same.
            _errors[i] = error.IsError ? error : new Error(ErrorCode.Local_Fail, "not persisted");
            Interlocked.Increment(ref _failed);
        }

        if (Interlocked.Decrement(ref _open) == 0)
        {
            _finished.TrySetResult();
        }
    }
}
