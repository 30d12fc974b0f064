using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Reads flux R50 (Enedis.SGE.GUI.0318): each point is the END of its half-hour and the mean power of the thirty
/// minutes before it, so it has V / 2 Wh. A point without V is a hole, which no meter can play.
/// </summary>
static class CurveR50
{
    public static PlayedCurve Read(string path, TextReader reader)
    {
        var document = Parse(path, reader);
        var root = document.Root!;
        if (root.Name.LocalName != "R50")
        {
            throw new SimulationException($"{path}: the XML is a {root.Name.LocalName}; give an R50, or a CSV "
                + "start,end,wh.");
        }

        var sites = root.Elements("PRM").ToList();
        if (sites.Count != 1)
        {
            throw new SimulationException($"{path}: {sites.Count} usage points (PRM); give a file of one.");
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
            : throw new SimulationException($"{path}: the R50 has no point (PDC): a day that was not read cannot be "
                + "played.");
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
            throw Bad(path, pdc, $"H is '{text}'; it must be ISO 8601 with its offset.");
        }

        var value = pdc.Element("V")?.Value.Trim();
        if (string.IsNullOrEmpty(value))
        {
            throw Bad(path, pdc, $"the point of {text} has no value (V): a hole cannot be played. Give a day that "
                + "has none.");
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var watts) || watts % 2 != 0)
        {
            // A half-hour of whole Wh is an even number of W; an odd one would not add up at its boundary.
            throw Bad(path, pdc, $"the point of {text} has V '{value}'; the mean power of a half-hour is an even "
                + "number of W.");
        }

        var point = new PlayedPoint(end - HalfHour.Duration, end, watts / 2);
        return PlayedCurve.Fault(point, points.Count == 0 ? null : points[^1]) is { } fault
            ? throw Bad(path, pdc, fault)
            : point;
    }

    static string Line(XElement element) =>
        element is IXmlLineInfo info && info.HasLineInfo() ? $", line {info.LineNumber}" : "";

    static SimulationException Bad(string path, XElement pdc, string what) => new($"{path}{Line(pdc)}: {what}");
}
