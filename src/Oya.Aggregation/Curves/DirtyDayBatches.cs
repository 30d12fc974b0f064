using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Touched days in batches, each to be built and kept in one transaction.</summary>
static class DirtyDayBatches
{
    /// <summary>
    /// Batches in the order of the marks. Those that touch one day of one owner are in the same batch, as when its meter
    /// was changed on that day: kept apart, one of two that rebuild at once could keep what it had built of the first mark
    /// after the other one had kept, for the second, what is newer.
    /// </summary>
    /// <param name="dirty">The marks.</param>
    /// <param name="ownersOf">Whose day a mark touches.</param>
    /// <param name="length">From how many marks on a batch is full.</param>
    public static IEnumerable<IReadOnlyList<DirtyDay>> Create(
        IReadOnlyList<DirtyDay> dirty, Func<DirtyDay, IEnumerable<CurveOwner>> ownersOf, int length)
    {
        var byOwner = dirty
            .SelectMany(mark => ownersOf(mark).Select(owner => (Owner: owner, Mark: mark)))
            .ToLookup(one => (one.Owner, one.Mark.Day), one => one.Mark);
        var left = dirty.ToHashSet();
        var batch = new List<DirtyDay>();
        var together = new Stack<DirtyDay>();
        foreach (var first in dirty.Where(left.Remove))
        {
            together.Push(first);
            while (together.TryPop(out var mark))
            {
                batch.Add(mark);
                foreach (var other in ownersOf(mark).SelectMany(owner => byOwner[(owner, mark.Day)]).Where(left.Remove))
                {
                    together.Push(other);
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
