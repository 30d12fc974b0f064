using Confluent.Kafka;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Finds where the reading of a partition begins: where the store ends, else at the beginning of the log. What the
/// log lost before it was stored is reported and recorded as a hole. A store that is ahead of the log belongs to
/// another log. A topic that was created again under its name is read from its beginning.
/// </summary>
sealed class StartOffset(KafkaReader reader, IReadingStore store, KafkaLogOptions options, KafkaCounters counters)
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    readonly RetryBackoff _backoff = new("the store", options.Notify, options.Clock);

    /// <summary>Finds the position and starts there, unless the partition is revoked in the meantime.</summary>
    public async Task FindAsync(int number, long epoch, CancellationToken cancellationToken)
    {
        while (reader.IsCurrent(number, epoch))
        {
            try
            {
                var partition = await reader.GetLogAsync(number).WaitAsync(cancellationToken);
                var stored = await store.ReadOffsetAsync(partition, cancellationToken);
                _backoff.Succeeded();
                var (low, high) = await reader.QueryWatermarksAsync(number).WaitAsync(cancellationToken);
                if (stored > high)
                {
                    throw WrongLog(partition, stored.Value, high);
                }

                if (stored < low)
                {
                    await SkipAsync(new(partition, stored.Value, low), cancellationToken);
                }

                reader.BeginAt(partition, epoch, Math.Max(stored ?? low, low));
                return;
            }
            catch (StoreException e) when (e.IsAway)
            {
                await _backoff.WaitAsync(e.Message, cancellationToken);
            }
            catch (FencedException)
            {
                // Another reader has stored more, or recorded the same hole. The store is asked again.
            }
            catch (KafkaException e)
            {
                reader.Report(e.Error);
                await Task.Delay(RetryDelay, options.Clock, cancellationToken);
            }
        }
    }

    async Task SkipAsync(LogRange hole, CancellationToken cancellationToken)
    {
        await store.SkipAsync(hole, Instant.Floor(options.Clock.GetUtcNow()), cancellationToken);
        counters.Skipped(hole.To - hole.From);
        options.Notify(
            $"LOST: {hole}: Kafka deleted up to {hole.To - hole.From} messages before they were stored; "
            + "continuing after them, and the store records which they were. Ingest more often than retention.ms of "
            + "the topic, or keep messages longer.");
    }

    static LogException WrongLog(LogPartition partition, long stored, long high) => new(
        $"the store has {partition} up to {stored}, but the log ends at {high}: it is another log, or lost its end",
        "name the topic and the store that belong together; for a log that lost its end, use a topic with a new name");
}
