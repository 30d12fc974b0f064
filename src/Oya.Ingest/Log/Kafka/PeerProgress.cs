using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// Checks how far the store has the partitions that other readers read into it. One of those readers may have died
/// without the broker knowing yet. Its partitions are then not read until its session ends.
/// </summary>
sealed class PeerProgress(KafkaReader reader, IReadingStore store, KafkaLogOptions options)
{
    // Two readers that began together end at about the same time.
    static readonly TimeSpan FirstReport = TimeSpan.FromSeconds(5), Reminder = TimeSpan.FromMinutes(1);

    readonly RetryBackoff _backoff = new("the store", options.Notify, options.Clock);
    long? _since, _reported;

    /// <summary>
    /// Returns those of the given partitions that the store has up to their end. Waits a moment when the store is
    /// away.
    /// </summary>
    /// <param name="ends">For each partition number, where the log began and where it ended.</param>
    /// <param name="cancellationToken">Stops the check.</param>
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
            : options.Clock.GetElapsedTime(_since.Value, now) >= FirstReport))
        {
            _reported = now;
            options.Notify(
                $"this reader has stored all of its partitions; partitions {string.Join(", ", partitions)} belong to "
                + $"another reader of the group, {messages} messages of them are not stored yet: waiting for it, or "
                + "for its session to end");
        }
    }
}
