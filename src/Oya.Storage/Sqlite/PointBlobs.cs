using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Oya.Storage.Sqlite;

/// <summary>Reads the half-hours of a day from blob columns.</summary>
static class PointBlobs
{
    /// <summary>
    /// Reads points from the columns from <paramref name="first"/> on: wh, iv, ec and, for a curve, coverage and
    /// absence.
    /// </summary>
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
                coverage is null
                    ? (short)0
                    : BinaryPrimitives.ReadInt16LittleEndian(coverage.AsSpan(i * sizeof(short))),
                absence is null ? Absence.None : (Absence)absence[i]);
        }

        return points;
    }
}
