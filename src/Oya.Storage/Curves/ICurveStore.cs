using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Curves and daily energy, one row for each owner and day.</summary>
public interface ICurveStore
{
    /// <summary>
    /// Keeps what was built and clears the marks it was built from, in one transaction. The same content again makes no
    /// new revision. A null curve removes one that was there: its owner has no half-hour to keep. A day whose mark has
    /// changed since it was read is left out, and its marks stay: two that rebuild at once never put old over new.
    /// </summary>
    /// <returns>Rows whose content changed.</returns>
    Task<int> SaveAsync(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, CancellationToken cancellationToken);

    /// <summary>The curves of an owner, from a day up to another (excluded), in order.</summary>
    Task<IReadOnlyList<LoadCurve>> ReadCurvesAsync(
        CurveOwner owner, ParisDay from, ParisDay to, CancellationToken cancellationToken);

    /// <summary>Daily energy from a day up to another (excluded), of one owner or of all, ordered by owner and day.</summary>
    Task<IReadOnlyList<DailyEnergy>> ReadDailyAsync(
        CurveOwner? owner, ParisDay from, ParisDay to, CancellationToken cancellationToken);

    /// <summary>The first and the last day that have energy; null when there is none.</summary>
    Task<(ParisDay First, ParisDay Last)?> SpanAsync(CancellationToken cancellationToken);
}

/// <summary>What one day of an owner gave.</summary>
/// <param name="Energy">Its energy.</param>
/// <param name="Curve">Its curve, or null when no half-hour of it may be kept.</param>
/// <param name="From">The marks it answers.</param>
/// <param name="IsKnown">
/// False for a day inside a silence, of which there is no reading and no value: no row is kept of it, whatever the order
/// in which the readings around it came.
/// </param>
public sealed record BuiltDay(
    DailyEnergy Energy, LoadCurve? Curve, IReadOnlyList<DirtyDay> From, bool IsKnown = true);
