namespace Oya.Simulation;

/// <summary>
/// The power of a solar roof: a bell curve around solar noon, as wide as the day is long, reduced by the season, the
/// weather of the day and passing clouds. It uses integers only, so every machine computes the same values.
/// </summary>
sealed class SolarRoof(int peakWatts, Dice dice)
{
    // Solar noon in central France, UTC.
    const int Noon = 11 * 3600 + 50 * 60;

    public int WattsAt(long step, CalendarDay day, ulong slot)
    {
        var second = (int)(step * Load.StepSeconds % 86_400);
        var distance = (long)Math.Abs(second - Noon);
        if (distance >= day.HalfDaylight)
        {
            return 0;
        }

        // (1 - x²)², in 1/1024.
        var x = distance * 1024 / day.HalfDaylight;
        var bell = 1024 - x * x / 1024;
        var height = bell * bell / 1024;
        var clouds = 65 + (int)((slot >> 40) % 36);
        var local = dice.Between(Purpose.Sky, day.DayNumber, 85, 100);
        return (int)(peakWatts * height / 1024 * day.SunPercent / 100 * clouds / 100 * local / 100);
    }
}
