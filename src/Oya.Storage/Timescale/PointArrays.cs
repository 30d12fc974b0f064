using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>The half-hours of a day as one array per value.</summary>
static class PointArrays
{
    /// <summary>The energy in Wh; null where there is no value.</summary>
    public static int?[] Wh(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => point.Wh)];

    public static short[] Iv(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => (short)point.Iv)];

    public static short[] Ec(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => (short)point.Ec)];

    public static short[] Absences(IReadOnlyList<CurvePoint> points) =>
        [.. points.Select(point => (short)point.Absence)];

    public static short[] Coverage(IReadOnlyList<CurvePoint> points) =>
        [.. points.Select(point => point.CoverageSeconds)];

    /// <summary>
    /// Reads points from the columns from <paramref name="first"/> on: wh, iv, ec and, for a curve, coverage and
    /// absence.
    /// </summary>
    public static CurvePoint[] Read(NpgsqlDataReader row, int first, bool curve)
    {
        var wh = row.GetFieldValue<int?[]>(first);
        var iv = row.GetFieldValue<short[]>(first + 1);
        var ec = row.GetFieldValue<short[]>(first + 2);
        var coverage = curve ? row.GetFieldValue<short[]>(first + 3) : null;
        var absence = curve ? row.GetFieldValue<short[]>(first + 4) : null;
        var points = new CurvePoint[wh.Length];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new(
                wh[i], (byte)iv[i], (byte)ec[i], '\0', coverage?[i] ?? 0,
                absence is null ? Absence.None : (Absence)absence[i]);
        }

        return points;
    }
}
