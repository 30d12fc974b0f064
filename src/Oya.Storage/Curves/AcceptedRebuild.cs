namespace Oya.Storage;

/// <summary>The part of a rebuild that may be saved, and the marks that it clears.</summary>
/// <param name="Days">The days built from the latest readings.</param>
/// <param name="Marks">The marks to clear.</param>
sealed record AcceptedRebuild(IReadOnlyList<BuiltDay> Days, IReadOnlyList<DirtyDay> Marks)
{
    /// <summary>
    /// Leaves out days built from a mark that is no longer current. Readings have arrived since, or another process
    /// has rebuilt the day since, so this content may be outdated.
    /// </summary>
    public static AcceptedRebuild From(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, Func<DirtyDay, bool> isCurrent)
    {
        var stale = rebuilt.Where(dirty => !isCurrent(dirty)).ToHashSet();
        var accepted = new List<BuiltDay>(days.Count);
        foreach (var day in days)
        {
            if (day.From.Any(stale.Contains))
            {
                stale.UnionWith(day.From);
            }
            else
            {
                accepted.Add(day);
            }
        }

        return new(accepted, [.. rebuilt.Where(dirty => !stale.Contains(dirty))]);
    }
}
