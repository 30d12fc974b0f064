namespace Oya.Storage;

/// <summary>What of a rebuild may be kept, and which marks it answers.</summary>
/// <param name="Days">The days built from what is still the latest.</param>
/// <param name="Answered">The marks that go with them.</param>
sealed record AcceptedRebuild(IReadOnlyList<BuiltDay> Days, IReadOnlyList<DirtyDay> Answered)
{
    /// <summary>
    /// Leaves out what was built from a mark that does not stand any more: readings came since, or somebody else has
    /// built it since, and this content may be the older one.
    /// </summary>
    public static AcceptedRebuild From(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, Func<DirtyDay, bool> isCurrent)
    {
        var stale = rebuilt.Where(dirty => !isCurrent(dirty)).ToHashSet();
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

        return new(fresh, [.. rebuilt.Where(dirty => !stale.Contains(dirty))]);
    }
}
