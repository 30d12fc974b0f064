namespace Oya.Teleinfo;

/// <summary>
/// Thirty minutes, half-open: <c>[Start, End)</c>. The power of a half-hour is shown at its <see cref="End"/>
/// (Enedis.SGE.GUI.0318, flux R50: "horodate finissante").
/// </summary>
public readonly record struct HalfHour
{
    /// <summary>Seconds in a half-hour: 1800.</summary>
    public const int Seconds = 1800;

    /// <summary>The half-hour that begins at an instant.</summary>
    /// <param name="start">A multiple of 30 minutes in UTC.</param>
    /// <exception cref="ArgumentException">No half-hour begins then.</exception>
    public HalfHour(Instant start) => Start = start.UnixSeconds % Seconds == 0
        ? start
        : throw new ArgumentException($"No half-hour begins at {start}.", nameof(start));

    /// <summary>How long each one is: 30 minutes.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(Seconds);

    /// <summary>The first instant of the half-hour; a multiple of 30 minutes in UTC.</summary>
    public Instant Start { get; }

    /// <summary>The first instant after the half-hour.</summary>
    public Instant End => Start.AddSeconds(Seconds);
}
