using System.Globalization;

namespace Oya.Cli.Output;

/// <summary>Formats quantities for people.</summary>
static class Quantity
{
    /// <summary>Decimal multiples of a byte: <c>1.9 GB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB"),
    };

    /// <summary>A count with thin spaces between thousands: <c>1 204 331</c>.</summary>
    public static string Count(long count) =>
        count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary><c>4 s</c>, <c>2 min 05 s</c>, <c>3 h 20 min</c>, <c>12 d 4 h</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:F0} s"),
        { TotalHours: < 1 } => string.Create(
            CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds:00} s"),
        { TotalDays: < 1 } => string.Create(
            CultureInfo.InvariantCulture, $"{duration.Hours} h {duration.Minutes:00} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalDays} d {duration.Hours} h"),
    };

    /// <summary>A share in percent, with as many digits as necessary: <c>0.02 %</c>, <c>12 %</c>.</summary>
    public static string Share(long part, long whole)
    {
        var percent = whole == 0 ? 0 : 100.0 * part / whole;
        var digits = percent is 0 or >= 10 ? "F0" : percent >= 1 ? "F1" : "F2";
        return percent.ToString(digits, CultureInfo.InvariantCulture) + " %";
    }
}
