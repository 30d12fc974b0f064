using System.Collections.Concurrent;

namespace Oya.Ingest;

/// <summary>Counts what was read from Kafka, for a progress line. Can be read at any time.</summary>
public sealed class KafkaCounters
{
    readonly ConcurrentDictionary<int, long> _lags = new();
    long _messages, _readings, _dead, _bytes, _holes;

    /// <summary>Messages read, bad ones included.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Readings in those messages.</summary>
    public long Readings => Volatile.Read(ref _readings);

    /// <summary>Messages written to the dead-letter topic.</summary>
    public long Dead => Volatile.Read(ref _dead);

    /// <summary>Bytes of keys and values, before compression.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Messages that the log lost before they were stored.</summary>
    public long Lost => Volatile.Read(ref _holes);

    /// <summary>Messages in the log that are not read yet, in the partitions of this reader.</summary>
    public long Lag => _lags.Values.Sum();

    /// <summary>The lag of each partition.</summary>
    public IReadOnlyDictionary<int, long> LagByPartition => _lags.ToDictionary();

    internal void Read(int bytes)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    internal void Decoded(int readings, int dead)
    {
        Interlocked.Add(ref _readings, readings);
        Interlocked.Add(ref _dead, dead);
    }

    internal void Skipped(long messages) => Interlocked.Add(ref _holes, messages);

    internal void Lags(int partition, long lag) => _lags[partition] = Math.Max(0, lag);

    internal void Revoked(int partition) => _lags.TryRemove(partition, out _);
}
