using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Curves and daily energy, one row for each owner and day.</summary>
public interface ICurveStore
{
    /// <summary>
    /// Saves built days and clears the marks they were built from, in one transaction. Equal content makes no new
    /// revision. A null curve removes the stored one, because its owner has no half-hour to keep. A day whose mark
    /// has changed since it was read is left out and stays marked, so two concurrent rebuilds never replace newer
    /// content with older.
    /// </summary>
    /// <returns>The number of rows whose content changed.</returns>
    Task<int> SaveAsync(
        IReadOnlyList<BuiltDay> days, IReadOnlyList<DirtyDay> rebuilt, CancellationToken cancellationToken);

    /// <summary>The curves of an owner from a day (included) to a day (excluded), in order.</summary>
    Task<IReadOnlyList<LoadCurve>> ReadCurvesAsync(
        CurveOwner owner, ParisDay from, ParisDay to, CancellationToken cancellationToken);

    /// <summary>
    /// Daily energy from a day (included) to a day (excluded), of one owner or of all, ordered by owner and day.
    /// </summary>
    Task<IReadOnlyList<DailyEnergy>> ReadDailyAsync(
        CurveOwner? owner, ParisDay from, ParisDay to, CancellationToken cancellationToken);

    /// <summary>The first and the last day with energy; null when there is none.</summary>
    Task<(ParisDay First, ParisDay Last)?> SpanAsync(CancellationToken cancellationToken);
}

/// <summary>The result of building one day of an owner.</summary>
/// <param name="Energy">Its energy.</param>
/// <param name="Curve">Its curve, or null when none of its half-hours may be kept.</param>
/// <param name="From">The marks it was built from.</param>
/// <param name="IsKnown">
/// False for a day inside a silence, which has neither a reading nor a value. No row is kept for it, in whichever
/// order the surrounding readings arrived.
/// </param>
public sealed record BuiltDay(
    DailyEnergy Energy, LoadCurve? Curve, IReadOnlyList<DirtyDay> From, bool IsKnown = true);
