using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>A half-hour of a curve to play.</summary>
/// <param name="Start">Its first instant.</param>
/// <param name="End">The first instant after it.</param>
/// <param name="Wh">What is drawn in it.</param>
public readonly record struct PlayedPoint(Instant Start, Instant End, int Wh);

/// <summary>A curve that meters play in place of an invented household: half-hours that follow one another.</summary>
public sealed class PlayedCurve
{
    /// <summary>
    /// Most of a half-hour: 25 000 Wh, 50 kW. A Linky breaks at 36 kVA; above that the value is in another unit.
    /// </summary>
    public const int MaxWh = 25_000;

    readonly int[] _wh;

    /// <summary>Takes half-hours in order of time, without hole or overlap.</summary>
    /// <exception cref="SimulationException">The points are none, or not that.</exception>
    public PlayedCurve(IReadOnlyList<PlayedPoint> points, Prm? prm = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new SimulationException("The curve has no point.");
        }

        for (var i = 0; i < points.Count; i++)
        {
            if (Fault(points[i], i == 0 ? null : points[i - 1]) is { } fault)
            {
                throw new SimulationException($"Point {i + 1}: {fault}");
            }
        }

        Points = points;
        Prm = prm;
        _wh = [.. points.Select(point => point.Wh)];
    }

    /// <summary>The half-hours, in order.</summary>
    public IReadOnlyList<PlayedPoint> Points { get; }

    /// <summary>The usage point that the file names; the first meter takes it.</summary>
    public Prm? Prm { get; }

    /// <summary>The first day that the curve touches.</summary>
    public ParisDay FirstDay => ParisDay.Containing(Points[0].Start);

    /// <summary>How many days it touches.</summary>
    public int DayCount =>
        ParisDay.Containing(Points[^1].End.AddSeconds(-1)).Date.DayNumber - FirstDay.Date.DayNumber + 1;

    /// <summary>The sum of its half-hours.</summary>
    public long TotalWh => Points.Sum(point => (long)point.Wh);

    internal int MaxWatts => 2 * _wh.Max();

    /// <summary>
    /// Reads a file, told by its content: CSV <c>start,end,wh</c> (ISO 8601 with offset), or an R50 of Enedis in XML.
    /// </summary>
    /// <exception cref="SimulationException">The file is neither, or has a hole; the message says where.</exception>
    public static PlayedCurve Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return reader.Peek() == '<' ? CurveR50.Read(path, reader) : CurveCsv.Read(path, reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What is drawn in the half-hour of a time; 0 outside the curve.</summary>
    internal int WhAt(long time)
    {
        var offset = time - Points[0].Start.UnixSeconds;
        return offset >= 0 && offset / HalfHour.Seconds < _wh.Length ? _wh[offset / HalfHour.Seconds] : 0;
    }

    /// <summary>What is wrong with a point after the one before it; null when nothing is.</summary>
    internal static string? Fault(PlayedPoint point, PlayedPoint? previous)
    {
        var (start, end) = (point.Start.ToParisString(), point.End.ToParisString());
        if (point.End - point.Start != HalfHour.Duration || point.Start.UnixSeconds % HalfHour.Seconds != 0)
        {
            return $"{start} to {end} is not a half-hour: give steps of 30 minutes that start at :00 or :30.";
        }

        if (point.Wh is < 0 or > MaxWh)
        {
            return $"{point.Wh} Wh in the half-hour of {start}: give 0 to {MaxWh} Wh of energy drawn.";
        }

        return previous is { } before && before.End != point.Start
            ? $"it starts at {start} and the one before ends at {before.End.ToParisString()}: "
                + "give half-hours in order of time, without hole or overlap."
            : null;
    }
}
