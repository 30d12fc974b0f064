namespace Oya.Simulation;

/// <summary>
/// The load of a given curve. A half-hour of E Wh has a constant power of 2E W, so the index at its end is exact. The
/// power outside the curve is 0.
/// </summary>
sealed class PlayedLoad(PlayedCurve curve) : Load
{
    public override int WattsAt(long step, CalendarDay day, int second) => 2 * curve.WhAt(step * StepSeconds);
}
