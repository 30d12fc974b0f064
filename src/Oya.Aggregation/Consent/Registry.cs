using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Who holds which usage point with which meter.</summary>
public sealed class Registry(Stores stores)
{
    /// <summary>
    /// Adds entries, or changes those of the same usage point, meter and start. The days that they touch are built anew
    /// by the next rebuild, and the permits of their usage points follow at once.
    /// </summary>
    /// <returns>Entries that were new or changed.</returns>
    /// <exception cref="ConsentException">An entry contradicts another one; nothing is changed.</exception>
    public async Task<int> ImportAsync(IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.FirstOrDefault(entry => entry.To <= entry.From) is { } reversed)
        {
            throw new ConsentException(
                ConsentProblem.EntryEndsEarly,
                $"the entry of {reversed.UsagePoint} ends at {reversed.To!.Value.ToParisString()}, not after it begins");
        }

        var there = await stores.Consents.ReadRegistryAsync(cancellationToken);
        var after = there.Concat(entries)
            .GroupBy(entry => (entry.UsagePoint, entry.Meter, entry.From))
            .Select(group => group.Last())
            .ToList();
        CheckApart(after.GroupBy(entry => (object)entry.UsagePoint), "the usage point", "two meters or holders");
        CheckApart(after.GroupBy(entry => (object)entry.Meter), "the meter", "two usage points");
        return await stores.Consents.ImportRegistryAsync(entries, ConsentPeriods.Permits, cancellationToken);
    }

    /// <summary>The whole registry.</summary>
    public Task<IReadOnlyList<RegistryEntry>> ListAsync(CancellationToken cancellationToken) =>
        stores.Consents.ReadRegistryAsync(cancellationToken);

    static void CheckApart(IEnumerable<IGrouping<object, RegistryEntry>> groups, string what, string twice)
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
                        $"{what} {group.Key} would have {twice} at {entry.From.ToParisString()}");
                }

                before = entry;
            }
        }
    }
}
