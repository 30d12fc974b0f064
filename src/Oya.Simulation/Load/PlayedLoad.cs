namespace Oya.Simulation;

/// <summary>
/// A given curve: E Wh in a half-hour are 2E W all through it, so the index at its end is exact. Outside the curve
/// nothing flows.
/// </summary>
sealed class PlayedLoad(PlayedCurve curve) : Load
{
    public override int WattsAt(long step, CalendarDay day, int second) => 2 * curve.WhAt(step * StepSeconds);
}
