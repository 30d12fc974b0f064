using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What a writer remembers between two transactions. Each transaction first checks whether the cache is still valid.
/// A transaction that changes registry, permits or readings outside a log holds the lock exclusively and increments
/// the version. Two readers of one partition are fenced by its offset. A reader that gets a partition back finds a
/// higher offset than it left.
/// </summary>
sealed class WriterCache
{
    // Days marked in one generation. Beyond this the set is cleared, and some days are marked again.
    const int MaxMarkedDays = 1_000_000;

    readonly Dictionary<LogPartition, PartitionCache> _partitions = [];
    readonly HashSet<(int MeterId, ParisDay Day)> _dirty = [];
    PartitionCache _current = new();
    bool _isPastLog;
    long _version, _generation;

    /// <summary>Discards what is no longer valid, and selects the meters of a partition.</summary>
    /// <param name="range">The range about to be stored; null for readings that do not come from a log.</param>
    /// <param name="version">The version that the transaction reads.</param>
    /// <param name="generation">The generation that the transaction reads.</param>
    public void Begin(LogRange? range, long version, long generation)
    {
        // Readings outside a log can belong to any meter, including those of the partitions.
        if (version != _version || _isPastLog != range is null)
        {
            _partitions.Clear();
            _version = version;
            _isPastLog = range is null;
        }

        if (generation != _generation || _dirty.Count > MaxMarkedDays)
        {
            _dirty.Clear();
            _generation = generation;
        }

        var partition = range?.Partition ?? default;
        if (!_partitions.TryGetValue(partition, out var cache) || (range is { } from && cache.End != from.From))
        {
            _partitions[partition] = cache = new();
        }

        _current = cache;
    }

    /// <summary>The transaction was committed.</summary>
    /// <param name="range">The stored range.</param>
    /// <param name="version">The version after the transaction.</param>
    public void Committed(LogRange? range, long version)
    {
        _version = version;
        _current.End = range?.To ?? 0;
    }

    /// <summary>The transaction was rolled back, or its outcome is unknown.</summary>
    public void Clear()
    {
        _partitions.Clear();
        _dirty.Clear();
        _version = _generation = 0;
    }

    public CachedMeter? Find(MeterAddress meter) => _current.Meters.GetValueOrDefault(meter);

    public void Add(MeterAddress meter, CachedMeter cached) => _current.Meters.Add(meter, cached);

    /// <summary>Returns false when the day is already marked in this generation.</summary>
    public bool MarkDirty(int meterId, ParisDay day) => _dirty.Add((meterId, day));

    sealed class PartitionCache
    {
        public Dictionary<MeterAddress, CachedMeter> Meters { get; } = [];

        /// <summary>The end of its last range.</summary>
        public long End { get; set; } = -1;
    }
}
