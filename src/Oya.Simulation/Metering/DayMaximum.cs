using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// The maximum power of a day and of the day before, with their times (SMAXSN, SMAXIN).
/// </summary>
struct DayMaximum
{
    public int Today { get; private set; }

    public Horodate TodayAt { get; private set; }

    public int Yesterday { get; private set; }

    public Horodate YesterdayAt { get; private set; }

    /// <summary>At midnight, today becomes yesterday. The new day starts with 0 at 00:00:00.</summary>
    public void BeginDay(CalendarDay day)
    {
        (Yesterday, YesterdayAt) = (Today, TodayAt);
        (Today, TodayAt) = (0, day.Horodate(day.Start));
    }

    public void Update(int va, CalendarDay day, long time)
    {
        if (va > Today)
        {
            (Today, TodayAt) = (va, day.Horodate(time));
        }
    }
}
