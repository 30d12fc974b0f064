using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Why a whole day is withheld.</summary>
[Flags]
public enum Quarantine : byte
{
    /// <summary>The day is not withheld.</summary>
    None = 0,

    /// <summary>The index of a meter decreased without a rollover.</summary>
    Decrease = 2,

    /// <summary>More energy than the subscribed power allows.</summary>
    TooHigh = 4,
}

/// <summary>The half-hour import curve of one day (<i>courbe de charge soutirée</i>).</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Day">The day: 46, 48 or 50 half-hours.</param>
/// <param name="Points">One point for each half-hour, in order.</param>
/// <param name="Quarantine">Why the day may not be released, or none.</param>
/// <param name="Revision">0 for the first content, incremented with each change. Set by the store.</param>
public sealed record LoadCurve(
    CurveOwner Owner, ParisDay Day, IReadOnlyList<CurvePoint> Points, Quarantine Quarantine, int Revision = 0)
{
    /// <summary>The number of half-hours with a value.</summary>
    public int Present => Points.Count(point => point.Wh is not null);

    /// <summary>The energy of the half-hours with a value, Wh.</summary>
    public long Wh => Points.Sum(point => (long)(point.Wh ?? 0));
}
