using Oya.Teleinfo;

namespace Oya.Storage.Timescale;

/// <summary>Entries that come to a registry, held against those that are there.</summary>
sealed class RegistryChange(Dictionary<(Prm, MeterAddress, Instant), RegistryEntry> there)
{
    readonly Dictionary<(Prm, MeterAddress, Instant), RegistryEntry> _changed = [];
    readonly List<(MeterAddress Meter, Instant From, Instant? To)> _spans = [];

    /// <summary>Entries that were new or changed; one that came twice, each time another, counts twice.</summary>
    public int Count => _spans.Count;

    /// <summary>What is to be written.</summary>
    public IReadOnlyCollection<RegistryEntry> Entries => _changed.Values;

    public IReadOnlyList<Prm> UsagePoints => [.. _changed.Keys.Select(key => key.Item1).Distinct()];

    /// <summary>The times that the entries cover or covered.</summary>
    public IReadOnlyCollection<(MeterAddress Meter, Instant From, Instant? To)> Spans => _spans;

    public static (Prm, MeterAddress, Instant) GetKey(RegistryEntry entry) => (entry.UsagePoint, entry.Meter, entry.From);

    public void Add(RegistryEntry entry)
    {
        var key = GetKey(entry);
        var before = there.GetValueOrDefault(key);
        if (before == entry)
        {
            return;
        }

        there[key] = _changed[key] = entry;
        var last = before is null ? entry.To : before.To is null || entry.To is null ? null
            : before.To > entry.To ? before.To : entry.To;
        _spans.Add((entry.Meter, entry.From, last));
    }
}
