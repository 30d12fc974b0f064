using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Oya.Storage.Sqlite;

/// <summary>The half-hours of a day as columns of bytes: energy in 4 little-endian bytes (−1: absent), codes in one.</summary>
static class PointBlobs
{
    public static byte[] Wh(IReadOnlyList<CurvePoint> points)
    {
        var blob = new byte[points.Count * sizeof(int)];
        for (var i = 0; i < points.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(i * sizeof(int)), points[i].Wh ?? -1);
        }

        return blob;
    }

    public static byte[] Iv(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => point.Iv)];

    public static byte[] Ec(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => point.Ec)];

    public static byte[] Absences(IReadOnlyList<CurvePoint> points) => [.. points.Select(point => (byte)point.Absence)];

    public static byte[] Coverage(IReadOnlyList<CurvePoint> points)
    {
        var blob = new byte[points.Count * sizeof(short)];
        for (var i = 0; i < points.Count; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(blob.AsSpan(i * sizeof(short)), points[i].CoverageSeconds);
        }

        return blob;
    }

    /// <summary>Points from columns <paramref name="first"/> on: wh, iv, ec and, for a curve, coverage and absence.</summary>
    public static CurvePoint[] Read(SqliteDataReader row, int first, bool curve)
    {
        var wh = row.GetFieldValue<byte[]>(first);
        var iv = row.GetFieldValue<byte[]>(first + 1);
        var ec = row.GetFieldValue<byte[]>(first + 2);
        var coverage = curve ? row.GetFieldValue<byte[]>(first + 3) : null;
        var absence = curve ? row.GetFieldValue<byte[]>(first + 4) : null;
        var points = new CurvePoint[iv.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var energy = BinaryPrimitives.ReadInt32LittleEndian(wh.AsSpan(i * sizeof(int)));
            points[i] = new(
                energy < 0 ? null : energy, iv[i], ec[i], '\0',
                coverage is null ? (short)0 : BinaryPrimitives.ReadInt16LittleEndian(coverage.AsSpan(i * sizeof(short))),
                absence is null ? Absence.None : (Absence)absence[i]);
        }

        return points;
    }

    public static string Hash(params ReadOnlySpan<byte[]> blobs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var blob in blobs)
        {
            hash.AppendData(blob);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
