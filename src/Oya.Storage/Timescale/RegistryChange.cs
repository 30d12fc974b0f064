using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Compares registry entries to import with the stored ones.</summary>
sealed class RegistryChange(Dictionary<(Prm, MeterAddress, Instant), RegistryEntry> stored)
{
    readonly Dictionary<(Prm, MeterAddress, Instant), RegistryEntry> _changed = [];
    readonly List<(MeterAddress Meter, Instant From, Instant? To)> _spans = [];

    /// <summary>
    /// The number of new or changed entries. An entry that is given twice with different content counts twice.
    /// </summary>
    public int Count => _spans.Count;

    /// <summary>The entries to write.</summary>
    public IReadOnlyCollection<RegistryEntry> Entries => _changed.Values;

    public IReadOnlyList<Prm> UsagePoints => [.. _changed.Keys.Select(key => key.Item1).Distinct()];

    /// <summary>The spans that the changed entries cover, or covered before.</summary>
    public IReadOnlyCollection<(MeterAddress Meter, Instant From, Instant? To)> Spans => _spans;

    public static (Prm, MeterAddress, Instant) GetKey(RegistryEntry entry) =>
        (entry.UsagePoint, entry.Meter, entry.From);

    public void Add(RegistryEntry entry)
    {
        var key = GetKey(entry);
        var before = stored.GetValueOrDefault(key);
        if (before == entry)
        {
            return;
        }

        stored[key] = _changed[key] = entry;
        var last = before is null ? entry.To : before.To is null || entry.To is null ? null
            : before.To > entry.To ? before.To : entry.To;
        _spans.Add((entry.Meter, entry.From, last));
    }
}
