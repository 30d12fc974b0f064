using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// A point of time in UTC, to the second: the resolution of a meter's clock (Enedis-NOI-CPT_54E §6.2.1.1).
/// </summary>
/// <param name="UnixSeconds">Seconds since 1970-01-01T00:00:00Z.</param>
[SuppressMessage("Usage", "CA2225", Justification = "Sums and differences of times read best as operators.")]
public readonly record struct Instant(long UnixSeconds) : IComparable<Instant>
{
    /// <summary>
    /// The last whole second at or before a time: what an end, a withdrawal or an observation is rounded to.
    /// </summary>
    public static Instant Floor(DateTimeOffset time) => new(time.ToUnixTimeSeconds());

    /// <summary>The first whole second at or after a time: what the start of a permission is rounded to.</summary>
    public static Instant Ceiling(DateTimeOffset time) =>
        new(time.ToUnixTimeSeconds() + (time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1));

    /// <summary>The same point of time as a <see cref="DateTimeOffset"/> with offset zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not of the years 1 to 9999.</exception>
    public DateTimeOffset ToUtc() => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    /// <summary>The same point of time on the clocks of Paris, with its offset (+01:00 or +02:00).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not of the years 1 to 9999.</exception>
    public DateTimeOffset InParis() => ParisDay.ToParis(ToUtc());

    /// <summary>ISO 8601 on the clocks of Paris, with offset: <c>2026-10-25T02:30:00+01:00</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not of the years 1 to 9999.</exception>
    public string ToParisString() => InParis().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    // Only what is written the same everywhere: 03/04 is a day in March or in April, and 12:00 is of a day unsaid.
    static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd",
    ];

    /// <summary>
    /// Reads an ISO 8601 date, or date and time, of the years 1970 to 2199; what is less than a second is cut off. One
    /// without an offset is on the clocks of Paris.
    /// </summary>
    /// <returns>
    /// False on anything else, and in the hour that occurs twice (autumn) or not at all (spring) when there is no
    /// offset.
    /// </returns>
    public static bool TryParse(string? text, out Instant instant)
    {
        instant = default;
        var culture = CultureInfo.InvariantCulture;
        if (!DateTime.TryParseExact(text, Formats, culture, DateTimeStyles.RoundtripKind, out var local)
            || local.Year is < 1970 or > 2199)
        {
            return false;
        }

        if (local.Kind == DateTimeKind.Unspecified)
        {
            return ParisDay.TryFromLocal(local, out instant);
        }

        var ok = DateTimeOffset.TryParseExact(text, Formats, culture, DateTimeStyles.None, out var time);
        instant = Floor(time);
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixSeconds.CompareTo(other.UnixSeconds);

    /// <summary>ISO 8601 in UTC: <c>2026-10-25T01:30:00Z</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not of the years 1 to 9999.</exception>
    public override string ToString() => ToUtc().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The instant some seconds later.</summary>
    /// <param name="seconds">Any number; a negative one gives an earlier instant.</param>
    public Instant AddSeconds(long seconds) => new(UnixSeconds + seconds);

    /// <summary>The instant a span of time later.</summary>
    /// <exception cref="ArgumentException">The span is not of whole seconds.</exception>
    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.UnixSeconds + ToSeconds(span));

    /// <summary>The instant a span of time earlier.</summary>
    /// <exception cref="ArgumentException">The span is not of whole seconds.</exception>
    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.UnixSeconds - ToSeconds(span));

    /// <summary>
    /// The span of time from one instant to another, in whole seconds; negative when that is earlier.
    /// </summary>
    /// <exception cref="OverflowException">It is more than a <see cref="TimeSpan"/> can say: 29 000 years.</exception>
    public static TimeSpan operator -(Instant later, Instant earlier) =>
        new(checked((later.UnixSeconds - earlier.UnixSeconds) * TimeSpan.TicksPerSecond));

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant left, Instant right) => left.UnixSeconds < right.UnixSeconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant left, Instant right) => left.UnixSeconds > right.UnixSeconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant left, Instant right) => left.UnixSeconds <= right.UnixSeconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant left, Instant right) => left.UnixSeconds >= right.UnixSeconds;

    static long ToSeconds(TimeSpan span)
    {
        var (seconds, rest) = Math.DivRem(span.Ticks, TimeSpan.TicksPerSecond);
        return rest == 0 ? seconds : throw new ArgumentException($"{span} is not of whole seconds.", nameof(span));
    }
}
