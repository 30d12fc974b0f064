using System.Collections.Concurrent;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The days of a village, each made once and shared by all meters, whatever thread reads them.</summary>
sealed class VillageCalendar(int seed)
{
    readonly ConcurrentDictionary<ParisDay, CalendarDay> _days = new();
    readonly ConcurrentDictionary<int, TempoAndPeaks> _seasons = new();
    readonly Dice _village = new(seed, -1);

    public CalendarDay GetDay(ParisDay day) => _days.GetOrAdd(day, Make);

    public CalendarDay GetDay(long time) => GetDay(ParisDay.Containing(new Instant(time)));

    CalendarDay Make(ParisDay day) => new(day, _village, Season);

    TempoAndPeaks Season(DateOnly day) =>
        _seasons.GetOrAdd(TempoAndPeaks.GetSeason(day), year => new TempoAndPeaks(year, _village));
}
