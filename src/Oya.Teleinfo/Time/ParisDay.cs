using System.Collections.Concurrent;
using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// A civil day in France: from midnight to midnight, Europe/Paris. It has 46, 48 or 50 half-hours, counted in UTC, so
/// that the hour that is skipped in spring has none and the one that comes twice in autumn has four.
/// This is the only type that names the zone.
/// </summary>
/// <param name="Date">
/// The date on the calendar, from 0001-01-02 to 9999-12-30: a day has a midnight on both sides.
/// </param>
public readonly record struct ParisDay(DateOnly Date) : IComparable<ParisDay>
{
#pragma warning disable RS0030 // The one place where the zone is looked up.
    /// <summary>The zone, for the scheduler that fires at its midnights.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
#pragma warning restore RS0030

    // Zone rules cost about a microsecond a look-up and readings ask for their day millions of times.
    static readonly ConcurrentDictionary<int, long> Midnights = new();

    /// <summary>The first instant of the day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is at the edge of the calendar.</exception>
    public Instant Start => new(GetMidnight(Date.DayNumber));

    /// <summary>The first instant after the day: the next midnight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is at the edge of the calendar.</exception>
    public Instant End => new(GetMidnight(Date.DayNumber + 1));

    /// <summary>46 in spring when the clocks go forward, 50 in autumn when they go back, else 48.</summary>
    public int HalfHourCount => (int)((End.UnixSeconds - Start.UnixSeconds) / HalfHour.Seconds);

    /// <summary>The next day.</summary>
    public ParisDay Next => new(Date.AddDays(1));

    /// <summary>The day before.</summary>
    public ParisDay Previous => new(Date.AddDays(-1));

    /// <summary>The half-hours of the day, in order.</summary>
    public IEnumerable<HalfHour> HalfHours
    {
        get
        {
            for (var start = Start; start < End; start += HalfHour.Duration)
            {
                yield return new(start);
            }
        }
    }

    /// <summary>The day that contains an instant.</summary>
    public static ParisDay Containing(Instant instant)
    {
        // Paris is one or two hours ahead of UTC: the day is that of UTC, or the next one from its midnight on.
        var number = (int)(instant.UnixSeconds / 86_400) + UnixEpochDayNumber;
        return new(DateOnly.FromDayNumber(instant.UnixSeconds >= GetMidnight(number + 1) ? number + 1 : number));
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>, of the years 1970 to 2199; false on anything else.</summary>
    public static bool TryParse(string? text, out ParisDay day)
    {
        var ok = DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        // A day has a midnight before and one after it, and a meter's clock two digits for the year.
        ok &= date.Year is >= 1970 and <= 2199;
        day = new(ok ? date : default);
        return ok;
    }

    /// <summary>The instant of a time on the clocks of Paris; what is less than a second is cut off.</summary>
    /// <param name="local">Of any <see cref="DateTime.Kind"/>, which is not looked at.</param>
    /// <param name="instant">The instant; the default when there is not one.</param>
    /// <returns>False in the hour that occurs twice (autumn) or not at all (spring).</returns>
    public static bool TryFromLocal(DateTime local, out Instant instant)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(unspecified) || Zone.IsAmbiguousTime(unspecified))
        {
            instant = default;
            return false;
        }

        instant = Instant.Floor(new DateTimeOffset(unspecified, Zone.GetUtcOffset(unspecified)));
        return true;
    }

    /// <summary>A time shown on the clocks of Paris.</summary>
    internal static DateTimeOffset ToParis(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    /// <inheritdoc/>
    public int CompareTo(ParisDay other) => Date.CompareTo(other.Date);

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Earlier than.</summary>
    public static bool operator <(ParisDay left, ParisDay right) => left.Date < right.Date;

    /// <summary>Later than.</summary>
    public static bool operator >(ParisDay left, ParisDay right) => left.Date > right.Date;

    /// <summary>Not later than.</summary>
    public static bool operator <=(ParisDay left, ParisDay right) => left.Date <= right.Date;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(ParisDay left, ParisDay right) => left.Date >= right.Date;

    const int UnixEpochDayNumber = 719_162;

    static long GetMidnight(int dayNumber) =>
        Midnights.TryGetValue(dayNumber, out var seconds) ? seconds : Midnights.GetOrAdd(dayNumber, ComputeMidnight);

    static long ComputeMidnight(int dayNumber)
    {
        // The clocks change at 01:00 UTC, never at midnight: a midnight of Paris exists, and only once.
        var local = DateOnly.FromDayNumber(dayNumber).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUnixTimeSeconds();
    }
}
