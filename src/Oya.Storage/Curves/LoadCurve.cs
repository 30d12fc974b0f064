using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Why a day is held back whole.</summary>
[Flags]
public enum Quarantine : byte
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The index of a meter went down without a rollover.</summary>
    Decrease = 2,

    /// <summary>More energy than the subscribed power allows.</summary>
    TooHigh = 4,
}

/// <summary>The half-hour curve of one day, drawn (<i>courbe de charge soutirée</i>).</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Day">The day: 46, 48 or 50 half-hours.</param>
/// <param name="Points">One for each half-hour, in order.</param>
/// <param name="Quarantine">Why the day may not be released, or none.</param>
/// <param name="Revision">0 for the first content, one more for each other content since. Given by the store.</param>
public sealed record LoadCurve(
    CurveOwner Owner, ParisDay Day, IReadOnlyList<CurvePoint> Points, Quarantine Quarantine, int Revision = 0)
{
    /// <summary>Half-hours that have a value.</summary>
    public int Present => Points.Count(point => point.Wh is not null);

    /// <summary>Energy of the half-hours that have a value, Wh.</summary>
    public long Wh => Points.Sum(point => (long)(point.Wh ?? 0));
}
