using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>
/// The rule of release by its sentence, written without looking at the code: a half-hour is released if it lies in one
/// period of <i>enregistrement</i> and one of <i>collecte</i> of one holder inside his tenure, neither of them closed
/// by a
/// withdrawal, and the holder has not left before the seal.
/// </summary>
static class ReferenceRule
{
    public static bool IsReleased(History history, HalfHour half, Instant sealedAt) =>
        history.Occupancies.Exists(occupancy => !(occupancy.To <= sealedAt)
            && occupancy.From <= half.Start && !(half.End > occupancy.To)
            && IsCovered(history, occupancy, half.Start, half.End));

    /// <summary>A reading may be kept: what somebody has left behind stays his, what was withdrawn does not.</summary>
    public static bool IsKept(History history, Instant at) =>
        history.Occupancies.Exists(occupancy => occupancy.From <= at && !(at >= occupancy.To)
            && IsCovered(history, occupancy, at, at.AddSeconds(1)));

    static bool IsCovered(
        History history, (string Holder, Instant From, Instant? To) occupancy, Instant from, Instant to) =>
        LiesInOnePeriod(history, occupancy, ConsentKind.Enregistrement, from, to)
        && LiesInOnePeriod(history, occupancy, ConsentKind.Collecte, from, to);

    static bool LiesInOnePeriod(
        History history, (string Holder, Instant From, Instant? To) occupancy, ConsentKind kind, Instant from, Instant to)
    {
        var acts = history.Acts.Select(act => act.Act)
            .Where(act => act.Holder == occupancy.Holder && act.At >= occupancy.From && !(act.At >= occupancy.To))
            .Select((act, order) => (Act: act, Order: order))
            .OrderBy(act => act.Act.At).ThenBy(act => act.Order)
            .Select(act => act.Act)
            .ToList();
        // Each period from its first activation on, prolonged by those that come while it lasts.
        while (acts.FindIndex(act => act.Kind == kind && act.Act == ConsentAct.Activated) is >= 0 and var first)
        {
            var (start, end) = (acts[first].At, End(acts[first]));
            var withdrawn = false;
            acts.RemoveRange(0, first + 1);
            while (acts.Count > 0 && acts[0].At < end && !withdrawn)
            {
                var act = acts[0];
                withdrawn = act.Act == ConsentAct.Withdrawn
                    && (act.Kind == kind || act.Kind == ConsentKind.Enregistrement);
                end = act.Act == ConsentAct.Activated && act.Kind == kind && End(act) > end ? End(act) : end;
                acts.RemoveAt(0);
            }

            if (!withdrawn && start <= from && to <= end)
            {
                return true;
            }
        }

        return false;
    }

    // Without an end of its own it outlasts everything here.
    static Instant End(ConsentImport act) => act.Expires ?? act.At.AddSeconds(30L * 30 * 86_400);
}
