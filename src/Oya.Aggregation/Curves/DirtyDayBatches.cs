using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Splits the dirty days into batches. Each batch is built and saved in one transaction.</summary>
static class DirtyDayBatches
{
    /// <summary>
    /// Creates batches in the order of the dirty days. All dirty days that affect the same day of the same owner are in
    /// one batch; there are several when its meter was changed on that day. In separate batches, with two rebuilds at
    /// once, one rebuild could save its older result for the first meter after the other rebuild had saved a newer
    /// result for the second.
    /// </summary>
    /// <param name="dirty">The dirty days.</param>
    /// <param name="getOwners">The owners whose day a dirty day affects.</param>
    /// <param name="length">The number of dirty days from which a batch is full.</param>
    public static IEnumerable<IReadOnlyList<DirtyDay>> Create(
        IReadOnlyList<DirtyDay> dirty, Func<DirtyDay, IEnumerable<CurveOwner>> getOwners, int length)
    {
        var byOwner = dirty
            .SelectMany(dirtyDay => getOwners(dirtyDay).Select(owner => (Owner: owner, DirtyDay: dirtyDay)))
            .ToLookup(entry => (entry.Owner, entry.DirtyDay.Day), entry => entry.DirtyDay);
        var remaining = dirty.ToHashSet();
        var batch = new List<DirtyDay>();
        var connected = new Stack<DirtyDay>();
        foreach (var first in dirty.Where(remaining.Remove))
        {
            connected.Push(first);
            while (connected.TryPop(out var dirtyDay))
            {
                batch.Add(dirtyDay);
                var sameDay = getOwners(dirtyDay).SelectMany(owner => byOwner[(owner, dirtyDay.Day)]);
                foreach (var other in sameDay.Where(remaining.Remove))
                {
                    connected.Push(other);
                }
            }

            if (batch.Count >= length)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
