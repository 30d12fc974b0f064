using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Reads flux R50 (Enedis.SGE.GUI.0318). The time H of a point is the end of its half-hour. The value V is the mean
/// power of the thirty minutes before it, so the half-hour has V / 2 Wh. A point without V is a hole, and a hole cannot
/// be played.
/// </summary>
static class CurveR50
{
    public static PlayedCurve Read(string path, TextReader reader)
    {
        var document = Parse(path, reader);
        var root = document.Root!;
        if (root.Name.LocalName != "R50")
        {
            throw new SimulationException(
                $"{path}: the XML root is {root.Name.LocalName}; give an R50, or a CSV start,end,wh.");
        }

        var sites = root.Elements("PRM").ToList();
        if (sites.Count != 1)
        {
            throw new SimulationException($"{path}: {sites.Count} usage points (PRM); give a file with one.");
        }

        var digits = sites[0].Element("Id_PRM")?.Value.Trim();
        if (!Prm.TryParse(digits, out var prm))
        {
            throw new SimulationException($"{path}{Line(sites[0])}: Id_PRM is '{digits}'; a PRM has 14 digits.");
        }

        var points = new List<PlayedPoint>();
        foreach (var pdc in sites[0].Elements("Donnees_Releve").Elements("PDC"))
        {
            points.Add(Point(path, pdc, points));
        }

        return points.Count > 0
            ? new(points, prm)
            : throw new SimulationException(
                $"{path}: the R50 has no point (PDC). A day without readings cannot be played.");
    }

    static XDocument Parse(string path, TextReader reader)
    {
        try
        {
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new SimulationException($"{path}, line {e.LineNumber}: not well-formed XML. {e.Message}", e);
        }
    }

    static PlayedPoint Point(string path, XElement pdc, List<PlayedPoint> points)
    {
        var text = pdc.Element("H")?.Value.Trim() ?? "";
        if (!Instant.TryParse(text, out var end))
        {
            throw CreateError(path, pdc, $"H is '{text}'; it must be ISO 8601 with its offset.");
        }

        var value = pdc.Element("V")?.Value.Trim();
        if (string.IsNullOrEmpty(value))
        {
            throw CreateError(
                path, pdc, $"the point of {text} has no value (V). A hole cannot be played: give a complete day.");
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var watts) || watts % 2 != 0)
        {
            // A whole number of Wh in a half-hour is an even number of W. An odd number of W would leave half a Wh.
            throw CreateError(
                path, pdc,
                $"the point of {text} has V '{value}'; the mean power of a half-hour is an even number of W.");
        }

        var point = new PlayedPoint(end - HalfHour.Seconds, end, watts / 2);
        return PlayedCurve.GetError(point, points.Count == 0 ? null : points[^1]) is { } error
            ? throw CreateError(path, pdc, error)
            : point;
    }

    static string Line(XElement element) =>
        element is IXmlLineInfo info && info.HasLineInfo() ? $", line {info.LineNumber}" : "";

    static SimulationException CreateError(string path, XElement pdc, string message) =>
        new($"{path}{Line(pdc)}: {message}");
}
