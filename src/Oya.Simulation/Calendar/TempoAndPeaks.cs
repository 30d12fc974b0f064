using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// The special days of one season, 1 September to 31 August: 22 red days (November to March, Monday to Friday), 43
/// white days (never a Sunday) and 22 days of mobile peak (November to March). Cold months have more of them. They are
/// the same for all of France, so they depend only on the seed.
/// </summary>
sealed class TempoAndPeaks
{
    public const int RedDays = 22, WhiteDays = 43, PeakDays = 22;

    // January to December: the weight of a month in the draw of expensive days.
    static readonly int[] ColdWeight = [10, 8, 4, 1, 1, 1, 1, 1, 1, 2, 5, 8];

    readonly HashSet<int> _red, _white, _peaks;

    public TempoAndPeaks(int firstYear, Dice village)
    {
        var days = Season(firstYear);
        _red = Draw(days.Where(day => IsWinter(day) && IsWorkingDay(day)), RedDays, Purpose.Colour, village);
        _white = Draw(
            days.Where(day => day.DayOfWeek != DayOfWeek.Sunday && !_red.Contains(day.DayNumber)),
            WhiteDays, Purpose.Colour, village);
        _peaks = Draw(days.Where(IsWinter), PeakDays, Purpose.MobilePeak, village);
    }

    /// <summary>The year in which the season of a day began.</summary>
    public static int GetSeason(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    public TempoColour GetColour(DateOnly day) =>
        _red.Contains(day.DayNumber) ? TempoColour.Red
        : _white.Contains(day.DayNumber) ? TempoColour.White
        : TempoColour.Blue;

    public bool IsPeak(DateOnly day) => _peaks.Contains(day.DayNumber);

    static List<DateOnly> Season(int firstYear)
    {
        var days = new List<DateOnly>();
        for (var day = new DateOnly(firstYear, 9, 1); day < new DateOnly(firstYear + 1, 9, 1); day = day.AddDays(1))
        {
            days.Add(day);
        }

        return days;
    }

    static HashSet<int> Draw(IEnumerable<DateOnly> candidates, int count, Purpose purpose, Dice village) =>
    [
        .. candidates
            .OrderBy(day => (village.At(purpose, day.DayNumber) >> 8) / (ulong)ColdWeight[day.Month - 1])
            .Take(count)
            .Select(day => day.DayNumber),
    ];

    static bool IsWinter(DateOnly day) => day.Month is >= 11 or <= 3;

    static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
