using System.Buffers;

namespace Oya.Teleinfo;

/// <summary>
/// The bytes of a TIC that are no text (Enedis-NOI-CPT_54E §5.3.5, §5.3.6), without their parity bit.
/// </summary>
static class ControlBytes
{
    /// <summary>Begins a frame.</summary>
    public const byte Stx = 0x02;

    /// <summary>Ends a frame.</summary>
    public const byte Etx = 0x03;

    /// <summary>Breaks a transmission off.</summary>
    public const byte Eot = 0x04;

    /// <summary>Begins a group.</summary>
    public const byte Lf = 0x0A;

    /// <summary>Ends a group.</summary>
    public const byte Cr = 0x0D;

    /// <summary>Separates the parts of a group of standard mode.</summary>
    public const byte Tab = 0x09;

    /// <summary>Separates the parts of a group of historic mode.</summary>
    public const byte Space = 0x20;

    /// <summary>What a stream is cut at; with even parity kept in bit 7 STX is 0x82 and EOT is 0x84.</summary>
    public static readonly SearchValues<byte> Delimiters =
        SearchValues.Create([Stx, Etx, Eot, Stx | 0x80, Etx | 0x80, Eot | 0x80]);

    /// <summary>What a piece is cut at.</summary>
    public static readonly SearchValues<byte> LineEnds = SearchValues.Create([Lf, Cr, Lf | 0x80, Cr | 0x80]);
}
