namespace Oya.Simulation;

/// <summary>
/// What flows through a meter: whole watts, constant inside each step of a fixed grid of thirty seconds, a pure
/// function of the step. How often a meter is read changes nothing in it.
/// </summary>
abstract class Load
{
    /// <summary>Seconds of a step of the grid: 30.</summary>
    public const int StepSeconds = 30;

    /// <summary>Active power, W: drawn when positive, injected when negative.</summary>
    /// <param name="step">Unix seconds of the step's start, divided by <see cref="StepSeconds"/>.</param>
    /// <param name="day">The day of the step.</param>
    /// <param name="second">What the clocks show when it begins, seconds since 00:00.</param>
    public abstract int WattsAt(long step, CalendarDay day, int second);
}
