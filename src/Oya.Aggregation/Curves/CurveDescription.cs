using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// Describes a curve in a text, for readers who cannot see the picture. The text states the main facts of the picture.
/// </summary>
static class CurveDescription
{
    public static string Describe(ParisDay day, IReadOnlyList<int?> watts)
    {
        var date = day.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        var known = watts.Count(point => point is not null);
        if (known == 0)
        {
            return $"Aucune donnée pour le {date}.";
        }

        var halfHours = day.HalfHours.ToList();
        var highest = Enumerable.Range(0, watts.Count).Where(i => watts[i] is not null).MaxBy(i => watts[i]);
        // The energy in Wh is half the sum of the mean powers of the half-hours.
        var energy = watts.Sum(point => (long)(point ?? 0)) / 2m / 1000m;
        var missing = watts.Count - known;
        var (from, to) = (FormatTime(halfHours[highest].Start), FormatTime(halfHours[highest].End));
        return $"Puissance moyenne par demi-heure du {date}, {watts.Count} demi-heures. "
            + $"Maximum {watts[highest]} W de {from} à {to}. "
            + $"Énergie {energy.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',')} kWh."
            + (missing == 0 ? "" : $" Données manquantes : {missing} demi-heure{(missing == 1 ? "" : "s")}.");
    }

    static string FormatTime(Instant instant) => instant.InParis().ToString("HH'h'mm", CultureInfo.InvariantCulture);
}
