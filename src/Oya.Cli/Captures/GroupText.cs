using System.Globalization;
using System.Text;
using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>Parts of a group as results show them.</summary>
static class GroupText
{
    public static string? Describe(GroupFault fault) => fault switch
    {
        GroupFault.None => null,
        GroupFault.Parity => "parity",
        GroupFault.Structure => "structure",
        GroupFault.Checksum => "checksum",
        _ => "form",
    };

    /// <summary>The causes by the names that they have in JSON; several with a bar between them.</summary>
    public static string? Describe(FrameAnomaly anomaly) => anomaly == FrameAnomaly.None
        ? null
        : string.Join('|', Enum.GetValues<FrameAnomaly>().Where(one => (anomaly & one) != 0).Select(GetName));

    static string GetName(FrameAnomaly anomaly) => anomaly switch
    {
        FrameAnomaly.Sequence => "sequence",
        FrameAnomaly.Missing => "missing",
        FrameAnomaly.Incomplete => "incomplete",
        FrameAnomaly.IndexDown => "indexDown",
        FrameAnomaly.IndexTooFast => "indexTooFast",
        _ => "unknownMeter",
    };

    /// <summary>A number as a number, anything else as its text without padding; DATE has only its horodate.</summary>
    public static Cell Value(in TicGroup group) => group.Form?.Kind switch
    {
        ValueKind.Number when group.Number is { } number => number,
        ValueKind.None => Cell.Empty,
        _ => group.DataText,
    };

    /// <summary>
    /// The horodate as ISO 8601 with the offset that its season letter says; without a season (DPM, FPM) it has none.
    /// </summary>
    public static string? Horodate(in TicGroup group, bool forPerson)
    {
        if (group.Horodate is not { } horodate)
        {
            return null;
        }

        var (offset, minutes) = horodate.Season switch
        {
            'H' or 'h' => ("+01", ":00"),
            'E' or 'e' => ("+02", ":00"),
            _ => ("", ""),
        };
        return forPerson
            ? horodate.Local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + offset
            : horodate.Local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + offset + minutes;
    }

    /// <summary>Bytes that may be anything, in ASCII: what cannot be printed is written \x09.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes, int limit = 120)
    {
        var text = new StringBuilder();
        foreach (var b in bytes[..Math.Min(bytes.Length, limit)])
        {
            _ = b is >= 0x20 and < 0x7F
                ? text.Append((char)b)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
        }

        return bytes.Length > limit ? text.Append('…').ToString() : text.ToString();
    }

    public static string Describe(TicMode mode) => mode switch
    {
        TicMode.Standard => "standard",
        TicMode.Historic => "historic",
        _ => "unknown",
    };
}
