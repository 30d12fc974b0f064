using System.Globalization;
using System.Security;
using System.Text;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// Draws the half-hour curve of one day as a self-contained picture: inline SVG without script, for the portal, a file
/// or a printer. The picture has a title and a description for screen readers, and follows the reader's light or dark
/// mode. The times on its axis come from the half-hours of the day, so a day of 46 or 50 half-hours shows the local
/// times of that day.
/// </summary>
public static class CurveSvg
{
    const int Width = 760, Height = 320;
    const int Left = 58, Right = 14, Top = 42, Bottom = 40;
    const string ToSummer = "heure d’été : 2 h → 3 h", ToWinter = "heure d’hiver : 3 h → 2 h";
    const int PlotWidth = Width - Left - Right, PlotHeight = Height - Top - Bottom;

    // Every rule names the class: a style sheet inside a page applies to the whole page.
    const string Style = """
        <style>
        .oya-curve .bg { fill: #fff }
        .oya-curve .t { fill: #1f2933; font: 600 15px system-ui,sans-serif }
        .oya-curve .l { fill: #52606d; font: 12px system-ui,sans-serif }
        .oya-curve .g { stroke: #e4e7eb }
        .oya-curve .x { stroke: #7b8794 }
        .oya-curve .a { fill: #1d6fb8; fill-opacity: .16 }
        .oya-curve .c { fill: none; stroke: #1d6fb8; stroke-width: 2; stroke-linejoin: round }
        .oya-curve .h { fill: #9aa5b1; fill-opacity: .14 }
        .oya-curve .d { stroke: #9aa5b1 }
        .oya-curve .k { stroke: #b7791f; stroke-dasharray: 3 3 }
        .oya-curve .n { fill: #975a16 }
        @media (prefers-color-scheme: dark) {
        .oya-curve .bg { fill: #12181f }
        .oya-curve .t { fill: #e6ebf0 }
        .oya-curve .l { fill: #a3b1bf }
        .oya-curve .g { stroke: #2a3540 }
        .oya-curve .x { stroke: #6b7a89 }
        .oya-curve .a { fill: #63b3ed; fill-opacity: .2 }
        .oya-curve .c { stroke: #63b3ed }
        .oya-curve .h { fill: #8795a5; fill-opacity: .14 }
        .oya-curve .d { stroke: #66758a }
        .oya-curve .k { stroke: #ecc94b }
        .oya-curve .n { fill: #ecc94b }
        }
        </style>
        """;

    /// <summary>Draws a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="watts">Mean power of each half-hour, W; null, not zero, where there is no value.</param>
    /// <param name="title">The title for the reader.</param>
    /// <exception cref="ArgumentException">The number of values differs from the day's number of
    /// half-hours.</exception>
    public static string Render(ParisDay day, IReadOnlyList<int?> watts, string title)
    {
        ArgumentNullException.ThrowIfNull(watts);
        ArgumentNullException.ThrowIfNull(title);
        if (watts.Count != day.HalfHourCount)
        {
            throw new ArgumentException(
                $"{day} has {day.HalfHourCount} half-hours, but {watts.Count} values are given.", nameof(watts));
        }

        var scale = CurveScale.Fit(watts);
        var svg = new StringBuilder();
        var id = "c" + day.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" class="oya-curve" role="img"
              aria-labelledby="{id}t {id}d" lang="fr">
            <title id="{id}t">{SecurityElement.Escape(title)}</title>
            <desc id="{id}d">{CurveDescription.Describe(day, watts)}</desc>
            {Style}
            <defs><pattern id="{id}h" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="d" d="M0 0V7"/></pattern></defs>
            <rect class="bg" width="{Width}" height="{Height}"/>
            <text class="t" x="{Left}" y="24">{SecurityElement.Escape(title)}</text>

            """);
        PowerAxis(svg, scale);
        Holes(svg, watts, id);
        Curve(svg, watts, scale);
        HourAxis(svg, day);
        return svg.Append("</svg>\n").ToString();
    }

    static double X(double halfHour, int count) => Left + halfHour * PlotWidth / count;

    static double Y(double watts, CurveScale scale) => Top + PlotHeight * (1 - watts / scale.Top);

    static void PowerAxis(StringBuilder svg, CurveScale scale)
    {
        for (var watts = 0; watts <= scale.Top; watts += scale.Step)
        {
            var y = Y(watts, scale);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <path class="{(watts == 0 ? "x" : "g")}" d="M{Left} {y:0.#}H{Width - Right}"/>
                <text class="l" x="{Left - 8}" y="{y + 4:0.#}" text-anchor="end">{scale.Label(watts)}</text>

                """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text class="l" x="{Left - 8}" y="24" text-anchor="end">{scale.Unit}</text>

            """);
    }

    /// <summary>Hatches missing half-hours over the full height: their value is unknown.</summary>
    static void Holes(StringBuilder svg, IReadOnlyList<int?> watts, string id)
    {
        for (var start = 0; start < watts.Count; start++)
        {
            if (watts[start] is not null)
            {
                continue;
            }

            var end = start;
            while (end < watts.Count && watts[end] is null)
            {
                end++;
            }

            double from = X(start, watts.Count), width = X(end, watts.Count) - from;
            var attributes = string.Create(
                CultureInfo.InvariantCulture,
                $"x=\"{from:0.#}\" y=\"{Top}\" width=\"{width:0.#}\" height=\"{PlotHeight}\"");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"h\" {attributes}/><rect fill=\"url(#{id}h)\" {attributes}/>\n");
            const int TextWidth = 150;
            if (width >= TextWidth)
            {
                double middle = from + width / 2, baseline = Top + PlotHeight / 2;
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <rect class="bg" x="{middle - 70:0.#}" y="{baseline - 14:0.#}" width="140" height="20"/>
                    <text class="l" x="{middle:0.#}" y="{baseline:0.#}" text-anchor="middle">données manquantes</text>

                    """);
            }

            start = end;
        }
    }

    /// <summary>
    /// A mean applies to its whole half-hour, so the curve consists of steps. It is interrupted at every hole.
    /// </summary>
    static void Curve(StringBuilder svg, IReadOnlyList<int?> watts, CurveScale scale)
    {
        StringBuilder line = new(), area = new();
        for (var i = 0; i < watts.Count; i++)
        {
            if (watts[i] is not { } value)
            {
                continue;
            }

            var begins = i == 0 || watts[i - 1] is null;
            var ends = i + 1 == watts.Count || watts[i + 1] is null;
            double from = X(i, watts.Count), to = X(i + 1, watts.Count), y = Y(value, scale);
            line.Append(CultureInfo.InvariantCulture, $"{(begins ? $"M{from:0.#} " : "V")}{y:0.#}H{to:0.#}");
            area.Append(
                CultureInfo.InvariantCulture, $"{(begins ? $"M{from:0.#} {Top + PlotHeight}V" : "V")}{y:0.#}H{to:0.#}");
            if (ends)
            {
                area.Append(CultureInfo.InvariantCulture, $"V{Top + PlotHeight}Z");
            }
        }

        if (line.Length > 0)
        {
            svg.Append("<path class=\"a\" d=\"").Append(area).Append("\"/>\n");
            svg.Append("<path class=\"c\" d=\"").Append(line).Append("\"/>\n");
        }
    }

    static void HourAxis(StringBuilder svg, ParisDay day)
    {
        var halfHours = day.HalfHours.ToList();
        const int HoursPerTick = 3;
        var baseline = Top + PlotHeight;
        for (var i = 0; i < halfHours.Count; i++)
        {
            var clock = halfHours[i].Start.InParis();
            if (clock.Minute == 0 && clock.Hour % HoursPerTick == 0)
            {
                Tick(svg, X(i, halfHours.Count), baseline, $"{clock.Hour} h");
            }

            if (i > 0 && clock.Offset != halfHours[i - 1].Start.InParis().Offset)
            {
                ClockChange(svg, X(i, halfHours.Count), clock.Offset > halfHours[i - 1].Start.InParis().Offset);
            }
        }

        Tick(svg, X(halfHours.Count, halfHours.Count), baseline, "24 h");
    }

    static void Tick(StringBuilder svg, double x, int baseline, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <path class="x" d="M{x:0.#} {baseline}v5"/>
            <text class="l" x="{x:0.#}" y="{baseline + 20}" text-anchor="middle">{text}</text>

            """);

    static void ClockChange(StringBuilder svg, double x, bool toSummer) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <path class="k" d="M{x:0.#} {Top}V{Top + PlotHeight}"/>
            <text class="l n" x="{x + 5:0.#}" y="{Top + 12}">{(toSummer ? ToSummer : ToWinter)}</text>

            """);
}
