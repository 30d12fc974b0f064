using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// Those who read the other partitions of a topic into the same store: how far they are. One of them may have died with
/// the broker not knowing yet, and then has partitions that nobody reads until its session ends.
/// </summary>
sealed class PeerProgress(KafkaReader reader, IReadingStore store, KafkaLogOptions options)
{
    // Two that began together end together, more or less.
    static readonly TimeSpan Patient = TimeSpan.FromSeconds(5), Reminder = TimeSpan.FromMinutes(1);

    readonly RetryBackoff _backoff = new("the store", options.Notify, options.Clock);
    long? _since, _reported;

    /// <summary>Of some partitions those that the store has up to their end; it takes a moment when there are others.</summary>
    /// <param name="ends">Of each partition, by number, where the log began and where it ended.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<int>> StoredAsync(
        IReadOnlyDictionary<int, (long Low, long High)> ends, CancellationToken cancellationToken)
    {
        try
        {
            var stored = new List<int>();
            var left = 0L;
            foreach (var (number, (low, high)) in ends)
            {
                var partition = await reader.GetLogAsync(number).WaitAsync(cancellationToken);
                var next = await store.ReadOffsetAsync(partition, cancellationToken) ?? low;
                _backoff.Succeeded();
                if (next >= high)
                {
                    stored.Add(number);
                }

                left += Math.Max(0, high - Math.Max(next, low));
            }

            Report(ends.Keys.Except(stored).Order(), left);
            return stored;
        }
        catch (StoreException e) when (e.IsAway)
        {
            await _backoff.WaitAsync(e.Message, cancellationToken);
            return [];
        }
        catch (KafkaException e)
        {
            reader.Report(e.Error);
            return [];
        }
    }

    void Report(IEnumerable<int> partitions, long messages)
    {
        var now = options.Clock.GetTimestamp();
        _since ??= now;
        if (partitions.Any() && (_reported is { } reported
            ? options.Clock.GetElapsedTime(reported, now) >= Reminder
            : options.Clock.GetElapsedTime(_since.Value, now) >= Patient))
        {
            _reported = now;
            options.Notify(
                $"all that this reader was given is stored; partitions {string.Join(", ", partitions)} belong to another "
                + $"one of its group, {messages} messages of them are not stored yet: waiting for it, or for its session to end");
        }
    }
}
