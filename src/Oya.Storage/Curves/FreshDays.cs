namespace Oya.Storage;

/// <summary>What of a rebuild may be kept, and which marks it answers.</summary>
/// <param name="Days">The days built from what is still the latest.</param>
/// <param name="Answered">The marks that go with them.</param>
sealed record FreshDays(IReadOnlyList<BuiltDay> Days, IReadOnlyList<TouchedDay> Answered)
{
    /// <summary>
    /// Leaves out what was built from a mark that does not stand any more: readings came since, or somebody else has
    /// built it since, and this content may be the older one.
    /// </summary>
    public static FreshDays Of(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<TouchedDay> rebuilt, Func<TouchedDay, bool> stands)
    {
        var stale = rebuilt.Where(touched => !stands(touched)).ToHashSet();
        var fresh = new List<BuiltDay>(days.Count);
        foreach (var day in days)
        {
            if (day.From.Any(stale.Contains))
            {
                stale.UnionWith(day.From);
            }
            else
            {
                fresh.Add(day);
            }
        }

        return new(fresh, [.. rebuilt.Where(touched => !stale.Contains(touched))]);
    }
}
