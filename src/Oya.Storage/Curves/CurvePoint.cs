namespace Oya.Storage;

/// <summary>Why a half-hour has no value. Internal only: in released data all absences look the same.</summary>
public enum Absence : byte
{
    /// <summary>It has a value.</summary>
    None,

    /// <summary>
    /// A boundary is before the first or after the last reading, or in a gap of more than 30 minutes.
    /// </summary>
    NoReading,

    /// <summary>The two consents did not cover the whole half-hour.</summary>
    NoConsent,

    /// <summary>The index decreased.</summary>
    Decrease,

    /// <summary>More energy than any register can count in half an hour.</summary>
    TooHigh,
}

/// <summary>One half-hour of a curve, with the quality codes of the French flows (R6X guide v1.5.2 p. 24-26).</summary>
/// <param name="Wh">Energy in Wh, ≥ 0; null when absent. The power in W is twice that.</param>
/// <param name="Iv">Likelihood: 0 correct, 1 uncertain split, 2 see <paramref name="Ec"/>.</param>
/// <param name="Ec">Complementary state when <paramref name="Iv"/> is 2: 1 outage, 5 return, 8 clock degraded, 11 both.</param>
/// <param name="Tc">Kind of correction, best view only: <c>C</c> interpolated inside bounds; else <c>'\0'</c>.</param>
/// <param name="CoverageSeconds">Seconds of the half-hour, 0..1800, not inside a gap of more than a minute.</param>
/// <param name="Absence">Why there is no value.</param>
public readonly record struct CurvePoint(
    int? Wh, byte Iv, byte Ec, char Tc, short CoverageSeconds, Absence Absence)
{
    /// <summary>A half-hour without a value.</summary>
    public static CurvePoint Missing(Absence absence, short coverageSeconds) =>
        new(null, 0, 0, '\0', coverageSeconds, absence);

    /// <summary>Mean power, W: twice the energy of half an hour.</summary>
    public int? Watts => Wh * 2;

    /// <summary>Nature: <c>B</c> as measured, <c>E</c> estimated (best view only).</summary>
    public char Nature => Tc == '\0' ? 'B' : 'E';
}
