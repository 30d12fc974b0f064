using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// A day of the village: its start and end, its local time, its weather and daylight, its Tempo colour. It is created
/// once per day for all meters, so no frame needs a time zone conversion.
/// </summary>
sealed class CalendarDay
{
    // January to December, in central France.
    static readonly int[] MonthCold = [88, 78, 52, 28, 6, 0, 0, 0, 3, 24, 58, 84];
    static readonly int[] MonthHalfDaylight =
        [16_200, 18_600, 21_600, 24_600, 27_000, 28_500, 27_600, 25_500, 22_500, 19_500, 16_800, 15_300];

    readonly long _changeAt;
    readonly int _offsetBefore, _offsetAfter;

    public CalendarDay(ParisDay day, Dice village, Func<DateOnly, TempoAndPeaks> seasons)
    {
        Day = day;
        Start = day.Start.UnixSeconds;
        End = day.End.UnixSeconds;
        _offsetBefore = (int)day.Start.InParis().Offset.TotalSeconds;
        _offsetAfter = (int)day.End.InParis().Offset.TotalSeconds;
        // In Europe the clocks change at 01:00 UTC.
        _changeAt = _offsetBefore == _offsetAfter ? End : Start + _offsetBefore + 3600;

        var date = day.Date;
        DayNumber = date.DayNumber;
        IsWeekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var weather = village.Between(Purpose.Weather, DayNumber, -10, 10);
        ColdPercent = Math.Clamp(MonthCold[date.Month - 1] + weather, 0, 100);
        HalfDaylight = MonthHalfDaylight[date.Month - 1];
        var sky = village.Between(Purpose.Sky, DayNumber, 30, 100);
        SunPercent = HalfDaylight * 100 / MonthHalfDaylight.Max() * sky / 100;

        var (before, after) = (date.AddDays(-1), date.AddDays(1));
        ColourBefore = seasons(before).GetColour(before);
        Colour = seasons(date).GetColour(date);
        ColourAfter = seasons(after).GetColour(after);
        WasPeak = seasons(before).IsPeak(before);
        IsPeak = seasons(date).IsPeak(date);
    }

    public ParisDay Day { get; }

    public int DayNumber { get; }

    /// <summary>Unix seconds of the first midnight.</summary>
    public long Start { get; }

    public long End { get; }

    public bool IsWeekend { get; }

    /// <summary>The percentage of time for which a heater runs.</summary>
    public int ColdPercent { get; }

    /// <summary>Seconds from noon to sunset.</summary>
    public int HalfDaylight { get; }

    /// <summary>The combined height of the sun and clearness of the sky.</summary>
    public int SunPercent { get; }

    public TempoColour ColourBefore { get; }

    public TempoColour Colour { get; }

    public TempoColour ColourAfter { get; }

    /// <summary>True when the day before had a mobile peak, which lasts until 01:00.</summary>
    public bool WasPeak { get; }

    public bool IsPeak { get; }

    /// <summary>The local time, in seconds since 00:00.</summary>
    public int SecondOfDay(long time) => (int)((time + OffsetAt(time)) % 86_400);

    public Horodate Horodate(long time)
    {
        var offset = OffsetAt(time);
        var local = new DateTime(DateTime.UnixEpoch.Ticks + (time + offset) * TimeSpan.TicksPerSecond);
        return new(offset == 7200 ? 'E' : 'H', local);
    }

    int OffsetAt(long time) => time < _changeAt ? _offsetBefore : _offsetAfter;
}
