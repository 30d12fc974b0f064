namespace Oya.Simulation;

/// <summary>
/// The power through a meter, in whole watts. It is constant within each step of a fixed grid of thirty seconds, and a
/// pure function of the step. How often the meter is read does not change it.
/// </summary>
abstract class Load
{
    /// <summary>Seconds of a step of the grid: 30.</summary>
    public const int StepSeconds = 30;

    /// <summary>Active power, W: imported when positive, exported when negative.</summary>
    /// <param name="step">Unix seconds of the step's start, divided by <see cref="StepSeconds"/>.</param>
    /// <param name="day">The day of the step.</param>
    /// <param name="second">The local time at its start, in seconds since 00:00.</param>
    public abstract int WattsAt(long step, CalendarDay day, int second);
}
