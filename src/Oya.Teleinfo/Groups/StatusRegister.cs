namespace Oya.Teleinfo;

/// <summary>The status register STGE, 32 bits sent as 8 hexadecimal digits (Enedis-NOI-CPT_54E §6.2.3.14).</summary>
/// <param name="Bits">The register, bit 0 the least; every value is one.</param>
public readonly record struct StatusRegister(uint Bits)
{
    /// <summary>Bit 0: the dry contact is open.</summary>
    public bool IsDryContactOpen => (Bits & 1) != 0;

    /// <summary>Bits 1-3: the breaker.</summary>
    public BreakerState Breaker => (BreakerState)(Bits >> 1 & 7);

    /// <summary>Bit 4: the distributor's terminal cover is open.</summary>
    public bool IsCoverOpen => (Bits & 1 << 4) != 0;

    /// <summary>Bit 6: overvoltage on a phase.</summary>
    public bool HasOvervoltage => (Bits & 1 << 6) != 0;

    /// <summary>Bit 7: the reference power is exceeded.</summary>
    public bool IsPowerExceeded => (Bits & 1 << 7) != 0;

    /// <summary>Bit 8: the meter counts what is injected too.</summary>
    public bool IsProducer => (Bits & 1 << 8) != 0;

    /// <summary>Bit 9: active energy flows out of the house.</summary>
    public bool IsExporting => (Bits & 1 << 9) != 0;

    /// <summary>Bits 10-13: supplier register in force, 1..10, though the bits have room for 16.</summary>
    public int SupplierRegister => (int)(Bits >> 10 & 0xF) + 1;

    /// <summary>Bits 14-15: distributor register in force, 1..4.</summary>
    public int DistributorRegister => (int)(Bits >> 14 & 3) + 1;

    /// <summary>Bit 16: the clock is degraded.</summary>
    public bool IsClockDegraded => (Bits & 1 << 16) != 0;

    /// <summary>Bit 17: the TIC is in standard mode.</summary>
    public bool IsStandardTic => (Bits & 1 << 17) != 0;

    /// <summary>Bits 19-20: the Euridis output.</summary>
    public EuridisOutput Euridis => (EuridisOutput)(Bits >> 19 & 3);

    /// <summary>Bits 21-22: the power line carrier.</summary>
    public PowerLineState PowerLine => (PowerLineState)(Bits >> 21 & 3);

    /// <summary>Bit 23: synchronised over the power line.</summary>
    public bool IsPowerLineSynchronised => (Bits & 1 << 23) != 0;

    /// <summary>Bits 24-25: Tempo colour of today.</summary>
    public TempoColour Today => (TempoColour)(Bits >> 24 & 3);

    /// <summary>Bits 26-27: Tempo colour of tomorrow.</summary>
    public TempoColour Tomorrow => (TempoColour)(Bits >> 26 & 3);

    /// <summary>Bits 28-29: notice of mobile peak 1..3, or 0.</summary>
    public int PeakNotice => (int)(Bits >> 28) & 3;

    /// <summary>Bits 30-31: mobile peak 1..3 running, or 0.</summary>
    public int PeakRunning => (int)(Bits >> 30) & 3;

    /// <summary>Reads exactly 8 hexadecimal digits, bit 31 first.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out StatusRegister status)
    {
        var ok = AsciiDigits.TryParseHex(text, out var bits) && text.Length == 8;
        status = new(ok ? bits : 0);
        return ok;
    }

    /// <summary>The 8 hexadecimal digits.</summary>
    public override string ToString() => Bits.ToString("X8", System.Globalization.CultureInfo.InvariantCulture);
}
