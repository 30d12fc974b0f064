namespace Oya.Teleinfo;

/// <summary>The tariff codes of historic mode, which are closed lists (Enedis-NOI-CPT_02E §2.5).</summary>
static class TariffCodes
{
    public static bool Accepts(TicLabel label, ReadOnlySpan<byte> data) => label switch
    {
        TicLabel.PTEC => IsPeriod(data),
        TicLabel.DEMAIN => data.SequenceEqual("----"u8) || data.SequenceEqual("BLEU"u8)
            || data.SequenceEqual("BLAN"u8) || data.SequenceEqual("ROUG"u8),
        // Tempo: the fourth character is a bit field of the output circuits (bits 7 and 6 clear, bit 5 set), not a
        // letter.
        TicLabel.OPTARIF => data.SequenceEqual("BASE"u8) || data.SequenceEqual("HC.."u8) || data.SequenceEqual("EJP."u8)
            || (data.StartsWith("BBR"u8) && (data[3] & 0xE0) == 0x20),
        _ => true,
    };

    static bool IsPeriod(ReadOnlySpan<byte> data) =>
        Register(data) != 0;

    /// <summary>
    /// The supplier register (1 to 6) that counts in a period of PTEC; 0 for an unknown period. The order is that of
    /// the registers of a Linky: BASE, HC, HN and blue HC are 1; HP, PM and blue HP are 2; white follows, then red.
    /// </summary>
    public static byte Register(ReadOnlySpan<byte> data) => data switch
    {
        [(byte)'T', (byte)'H', (byte)'.', (byte)'.'] => 1,
        [(byte)'H', (byte)'C', (byte)'.', (byte)'.'] => 1,
        [(byte)'H', (byte)'P', (byte)'.', (byte)'.'] => 2,
        [(byte)'H', (byte)'N', (byte)'.', (byte)'.'] => 1,
        [(byte)'P', (byte)'M', (byte)'.', (byte)'.'] => 2,
        [(byte)'H', (byte)'C', (byte)'J', var colour] => Colour(colour, 1),
        [(byte)'H', (byte)'P', (byte)'J', var colour] => Colour(colour, 2),
        _ => 0,
    };

    static byte Colour(byte colour, byte first) => colour switch
    {
        (byte)'B' => first,
        (byte)'W' => (byte)(first + 2),
        (byte)'R' => (byte)(first + 4),
        _ => 0,
    };
}
