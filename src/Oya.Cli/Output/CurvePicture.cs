using Oya.Aggregation;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Cli.Output;

/// <summary>A day of a usage point as a picture.</summary>
static class CurvePicture
{
    /// <summary>As SVG; a day without a curve is an empty one.</summary>
    public static string Draw(Prm usagePoint, ParisDay day, LoadCurve? curve)
    {
        int?[] watts = curve is null ? new int?[day.HalfHourCount] : [.. curve.Points.Select(point => point.Watts)];
        return CurveSvg.Render(day, watts, $"{usagePoint}, {day}");
    }
}
