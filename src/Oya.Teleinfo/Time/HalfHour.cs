namespace Oya.Teleinfo;

/// <summary>
/// Thirty minutes, half-open: <c>[Start, End)</c>. The power of a half-hour is shown at its <see cref="End"/>
/// (Enedis.SGE.GUI.0318, flux R50: "horodate finissante").
/// </summary>
/// <param name="Start">The first instant of the half-hour; a multiple of 30 minutes in UTC.</param>
public readonly record struct HalfHour(Instant Start)
{
    /// <summary>Seconds in a half-hour: 1800.</summary>
    public const int Seconds = 1800;

    /// <summary>The first instant after the half-hour.</summary>
    public Instant End => Start + Seconds;
}
