using System.Globalization;
using System.Text;
using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>Formats parts of a group for results.</summary>
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

    /// <summary>The anomalies by their JSON names, separated by a bar.</summary>
    public static string? Describe(FrameAnomaly anomaly) => anomaly == FrameAnomaly.None
        ? null
        : string.Join('|', Enum.GetValues<FrameAnomaly>().Where(flag => (anomaly & flag) != 0).Select(GetName));

    static string GetName(FrameAnomaly anomaly) => anomaly switch
    {
        FrameAnomaly.Sequence => "sequence",
        FrameAnomaly.Missing => "missing",
        FrameAnomaly.Incomplete => "incomplete",
        FrameAnomaly.IndexDown => "indexDown",
        FrameAnomaly.IndexTooFast => "indexTooFast",
        _ => "unknownMeter",
    };

    /// <summary>A number as a number, any other value as text without padding. DATE has only its horodate.</summary>
    public static Cell Value(in TicGroup group) => group.Form?.Kind switch
    {
        ValueKind.Number => group.Number,
        ValueKind.None => Cell.Empty,
        _ => group.DataText,
    };

    /// <summary>
    /// The horodate as ISO 8601, with the offset given by its season letter. Without a season (DPM, FPM) it has no
    /// offset.
    /// </summary>
    public static string? Horodate(in TicGroup group, bool forPerson)
    {
        if (!Teleinfo.Horodate.TryParse(group.HorodateText, out var horodate))
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

    /// <summary>Arbitrary bytes as ASCII text. A byte that cannot be printed is written like \x09.</summary>
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
