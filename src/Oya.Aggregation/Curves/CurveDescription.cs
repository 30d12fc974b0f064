using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>A curve in words, for whoever does not see it: the facts that the eye takes from the picture.</summary>
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
        // Half the sum of the powers of half-hours is the energy.
        var energy = watts.Sum(point => (long)(point ?? 0)) / 2m / 1000m;
        var missing = watts.Count - known;
        return $"Puissance moyenne par demi-heure du {date}, {watts.Count} demi-heures. "
            + $"Maximum {watts[highest]} W de {Clock(halfHours[highest].Start)} à {Clock(halfHours[highest].End)}. "
            + $"Énergie {energy.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',')} kWh."
            + (missing == 0 ? "" : $" Données manquantes : {missing} demi-heure{(missing == 1 ? "" : "s")}.");
    }

    static string Clock(Instant instant) => instant.InParis().ToString("HH'h'mm", CultureInfo.InvariantCulture);
}
