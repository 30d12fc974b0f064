using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Oya.Storage;

/// <summary>
/// The half-hours of a day as bytes: energy as 4 little-endian bytes (−1 when absent), codes as one byte. The hash of
/// a curve is computed over these bytes, so it is the same in every store.
/// </summary>
static class PointBytes
{
    public static byte[] Wh(IReadOnlyList<CurvePoint> points)
    {
        var bytes = new byte[points.Count * sizeof(int)];
        for (var i = 0; i < points.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), points[i].Wh ?? -1);
        }

        return bytes;
    }

    public static byte[] Iv(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => point.Iv)];

    public static byte[] Ec(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => point.Ec)];

    public static byte[] Absences(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => (byte)point.Absence)];

    public static byte[] Coverage(IReadOnlyList<CurvePoint> points)
    {
        var bytes = new byte[points.Count * sizeof(short)];
        for (var i = 0; i < points.Count; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), points[i].CoverageSeconds);
        }

        return bytes;
    }

    /// <summary>The hash of the whole content of a curve.</summary>
    public static string Hash(LoadCurve curve)
    {
        var points = curve.Points;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Wh(points));
        hash.AppendData(Iv(points));
        hash.AppendData(Ec(points));
        hash.AppendData(Coverage(points));
        hash.AppendData(Absences(points));
        hash.AppendData([(byte)curve.Quarantine]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
