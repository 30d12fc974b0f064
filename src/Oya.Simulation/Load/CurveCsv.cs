using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>Reads <c>start,end,wh</c>: a header, then one half-hour per line.</summary>
static class CurveCsv
{
    const string Header = "start,end,wh";

    public static PlayedCurve Read(string path, TextReader reader)
    {
        var points = new List<PlayedPoint>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (number == 1)
            {
                RequireHeader(path, line);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                points.Add(Point(path, number, line, points));
            }
        }

        return points.Count > 0
            ? new(points)
            : throw new SimulationException(
                $"{path}: no half-hour. Give a line '{Header}', then one line per half-hour.");
    }

    static void RequireHeader(string path, string line)
    {
        if (!line.Trim().Equals(Header, StringComparison.OrdinalIgnoreCase))
        {
            throw new SimulationException(
                $"{path}, line 1: the header is '{line.Trim()}'. Give '{Header}', or an R50 in XML.");
        }
    }

    static PlayedPoint Point(string path, int number, string line, List<PlayedPoint> points)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length != 3)
        {
            throw CreateError(path, number, $"{cells.Length} values, but {Header} has 3.");
        }

        var wh = 0;
        if (!int.TryParse(cells[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out wh))
        {
            throw CreateError(path, number, $"wh is '{cells[2]}': give whole Wh. A missing value cannot be played.");
        }

        var point = new PlayedPoint(At(path, number, "start", cells[0]), At(path, number, "end", cells[1]), wh);
        return PlayedCurve.GetError(point, points.Count == 0 ? null : points[^1]) is { } error
            ? throw CreateError(path, number, error)
            : point;
    }

    static Instant At(string path, int number, string column, string text) =>
        Instant.TryParse(text, out var instant)
            ? instant
            : throw CreateError(path, number, $"{column} is '{text}': give ISO 8601 with its offset, like "
                + "2026-01-15T00:30:00+01:00.");

    static SimulationException CreateError(string path, int number, string message) =>
        new($"{path}, line {number}: {message}");
}
