using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Records which holder has which usage point, with which meter.</summary>
public sealed class Registry(Stores stores)
{
    /// <summary>
    /// Adds entries, or replaces those with the same usage point, meter and start. The next rebuild builds the affected
    /// days again. The permits of the usage points are updated at once.
    /// </summary>
    /// <returns>Entries that were new or changed.</returns>
    /// <exception cref="ConsentException">An entry contradicts another one. Nothing is changed.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.FirstOrDefault(entry => entry.To <= entry.From) is { } reversed)
        {
            throw new ConsentException(
                ConsentProblem.EntryEndsEarly,
                $"the entry of {reversed.UsagePoint} ends at {reversed.To!.Value.ToParisString()}, not after it begins");
        }

        var existing = await stores.Consents.ReadRegistryAsync(cancellationToken);
        var merged = existing.Concat(entries)
            .GroupBy(entry => (entry.UsagePoint, entry.Meter, entry.From))
            .Select(group => group.Last())
            .ToList();
        CheckNoOverlap(merged.GroupBy(entry => (object)entry.UsagePoint), "the usage point", "two meters or holders");
        CheckNoOverlap(merged.GroupBy(entry => (object)entry.Meter), "the meter", "two usage points");
        return await stores.Consents.ImportRegistryAsync(entries, ConsentPeriods.Permits, cancellationToken);
    }

    /// <summary>The whole registry.</summary>
    public Task<IReadOnlyList<RegistryEntry>> ListAsync(CancellationToken cancellationToken) =>
        stores.Consents.ReadRegistryAsync(cancellationToken);

    static void CheckNoOverlap(IEnumerable<IGrouping<object, RegistryEntry>> groups, string what, string conflict)
    {
        foreach (var group in groups)
        {
            RegistryEntry? before = null;
            foreach (var entry in group.OrderBy(entry => entry.From))
            {
                if (before is not null && (before.To is null || before.To > entry.From))
                {
                    throw new ConsentException(
                        ConsentProblem.EntriesOverlap,
                        $"{what} {group.Key} would have {conflict} at {entry.From.ToParisString()}");
                }

                before = entry;
            }
        }
    }
}
