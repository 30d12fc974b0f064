using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>
/// An independent implementation of the release rule. A half-hour is released if it lies in a period of
/// <i>enregistrement</i> and in a period of <i>collecte</i> of the same holder, within the holder's occupancy. Neither
/// period was closed by a withdrawal, and the holder did not leave before the seal.
/// </summary>
static class ReferenceRule
{
    public static bool IsReleased(History history, HalfHour halfHour, Instant sealedAt) =>
        history.Occupancies.Exists(occupancy => !(occupancy.To <= sealedAt)
            && occupancy.From <= halfHour.Start && !(halfHour.End > occupancy.To)
            && IsCovered(history, occupancy, halfHour.Start, halfHour.End));

    /// <summary>True when a reading may be kept. A departure keeps the readings, a withdrawal does not.</summary>
    public static bool IsKept(History history, Instant at) =>
        history.Occupancies.Exists(occupancy => occupancy.From <= at && !(at >= occupancy.To)
            && IsCovered(history, occupancy, at, at + 1));

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
        // A period starts with its first activation, and further activations during the period extend it.
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

    // An act without an expiry lasts longer than every history.
    static Instant End(ConsentImport act) => act.Expires ?? act.At + 30L * 30 * 86_400;
}
