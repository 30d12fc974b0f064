using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>
/// What a writer remembers between two transactions. Each transaction first looks whether it still holds: whoever changes
/// registry, permits or readings past a log does it alone and makes a new version; two who read one partition are fenced by
/// its offset, and one that comes back to a partition finds it further on than it left it.
/// </summary>
sealed class WriterCache
{
    // Days marked in one generation: beyond this the set is begun anew, at the price of marking some again.
    const int MaxMarkedDays = 1_000_000;

    readonly Dictionary<LogPartition, Part> _parts = [];
    readonly HashSet<(int MeterId, ParisDay Day)> _dirty = [];
    Part _part = new();
    bool _isPastLog;
    long _version, _generation;

    /// <summary>Forgets what does not hold any more, and turns to the meters of a partition.</summary>
    /// <param name="range">What is about to be stored; null: readings of no log.</param>
    /// <param name="version">The version that the transaction sees.</param>
    /// <param name="generation">The generation that it sees.</param>
    public void Begin(LogRange? range, long version, long generation)
    {
        // Past a log any meter may be written to, those of a partition among them.
        if (version != _version || _isPastLog != range is null)
        {
            _parts.Clear();
            _version = version;
            _isPastLog = range is null;
        }

        if (generation != _generation || _dirty.Count > MaxMarkedDays)
        {
            _dirty.Clear();
            _generation = generation;
        }

        var partition = range?.Partition ?? default;
        if (!_parts.TryGetValue(partition, out var part) || (range is { } from && part.End != from.From))
        {
            _parts[partition] = part = new();
        }

        _part = part;
    }

    /// <summary>The transaction was kept.</summary>
    /// <param name="range">Up to where.</param>
    /// <param name="version">The version that it left behind.</param>
    public void Kept(LogRange? range, long version)
    {
        _version = version;
        _part.End = range?.To ?? 0;
    }

    /// <summary>It was not, or nobody knows.</summary>
    public void Clear()
    {
        _parts.Clear();
        _dirty.Clear();
        _version = _generation = 0;
    }

    public CachedMeter? Find(MeterAddress meter) => _part.Meters.GetValueOrDefault(meter);

    public void Add(MeterAddress meter, CachedMeter memory) => _part.Meters.Add(meter, memory);

    /// <summary>False when the day bears the mark of this generation already.</summary>
    public bool MarkDirty(int meterId, ParisDay day) => _dirty.Add((meterId, day));

    sealed class Part
    {
        public Dictionary<MeterAddress, CachedMeter> Meters { get; } = [];

        /// <summary>Where its last range ended.</summary>
        public long End { get; set; } = -1;
    }
}
