using System.Collections.Concurrent;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The days of a village. Each is created once and shared by all meters and threads.</summary>
sealed class VillageCalendar(int seed)
{
    readonly ConcurrentDictionary<ParisDay, CalendarDay> _days = new();
    readonly ConcurrentDictionary<int, TempoAndPeaks> _seasons = new();
    readonly Dice _village = new(seed, -1);

    public CalendarDay GetDay(ParisDay day) => _days.GetOrAdd(day, CreateDay);

    public CalendarDay GetDay(long time) => GetDay(ParisDay.Containing(new Instant(time)));

    CalendarDay CreateDay(ParisDay day) => new(day, _village, GetSeason);

    TempoAndPeaks GetSeason(DateOnly day) =>
        _seasons.GetOrAdd(TempoAndPeaks.GetSeason(day), year => new TempoAndPeaks(year, _village));
}
