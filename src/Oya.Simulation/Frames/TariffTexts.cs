using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The texts that meters send for their tariffs, taken from real captures with their padding.</summary>
static class TariffTexts
{
    static readonly byte[] OneSlot = Profile("00008001");
    static readonly byte[] OffPeak = Profile("0000C001 06008002 2200C001");
    static readonly byte[] Tempo = Profile("00004001 06004002 22004001");

    // Day profiles with off-peak hours spread over the day: up to four slots.
    static readonly byte[][] Spread =
    [
        OneSlot, Profile("0000C001 08008002"), OffPeak, Profile("0130C001 07008002 1230C001 14308002"),
    ];

    /// <summary>PPOINTE of an EJP day: the whole profile is the mobile peak, in register 2.</summary>
    public static readonly byte[] PeakProfile = Profile("00008002");

    /// <summary>NGTF.</summary>
    public static ReadOnlySpan<byte> Calendar(MeterTariff tariff) => tariff switch
    {
        MeterTariff.Base => "      BASE      "u8,
        MeterTariff.HpHc => "H PLEINE/CREUSE "u8,
        MeterTariff.Tempo => "     TEMPO      "u8,
        _ => "      EJP       "u8,
    };

    /// <summary>LTARF.</summary>
    public static ReadOnlySpan<byte> InForce(MeterTariff tariff, int register) => (tariff, register) switch
    {
        (MeterTariff.Base, _) => "      BASE      "u8,
        (MeterTariff.HpHc, 1) => "  HEURE  CREUSE "u8,
        (MeterTariff.HpHc, _) => "  HEURE  PLEINE "u8,
        (MeterTariff.Tempo, 1) => "    HC  BLEU    "u8,
        (MeterTariff.Tempo, 2) => "    HP  BLEU    "u8,
        (MeterTariff.Tempo, 3) => "   HC  BLANC    "u8,
        (MeterTariff.Tempo, 4) => "   HP  BLANC    "u8,
        (MeterTariff.Tempo, 5) => "   HC  ROUGE    "u8,
        (MeterTariff.Tempo, _) => "   HP  ROUGE    "u8,
        (_, 1) => "  HEURE NORMALE "u8,
        _ => " POINTE  MOBILE "u8,
    };

    /// <summary>PTEC.</summary>
    public static ReadOnlySpan<byte> Period(MeterTariff tariff, int register) => (tariff, register) switch
    {
        (MeterTariff.Base, _) => "TH.."u8,
        (MeterTariff.HpHc, 1) => "HC.."u8,
        (MeterTariff.HpHc, _) => "HP.."u8,
        (MeterTariff.Tempo, 1) => "HCJB"u8,
        (MeterTariff.Tempo, 2) => "HPJB"u8,
        (MeterTariff.Tempo, 3) => "HCJW"u8,
        (MeterTariff.Tempo, 4) => "HPJW"u8,
        (MeterTariff.Tempo, 5) => "HCJR"u8,
        (MeterTariff.Tempo, _) => "HPJR"u8,
        (_, 1) => "HN.."u8,
        _ => "PM.."u8,
    };

    /// <summary>OPTARIF.</summary>
    public static ReadOnlySpan<byte> Option(MeterTariff tariff) => tariff switch
    {
        MeterTariff.Base => "BASE"u8,
        MeterTariff.HpHc => "HC.."u8,
        // The fourth character is the program of the output circuits: here A, P0.
        MeterTariff.Tempo => "BBR("u8,
        _ => "EJP."u8,
    };

    /// <summary>DEMAIN.</summary>
    public static ReadOnlySpan<byte> Tomorrow(TempoColour colour) => colour switch
    {
        TempoColour.Blue => "BLEU"u8,
        TempoColour.White => "BLAN"u8,
        TempoColour.Red => "ROUG"u8,
        _ => "----"u8,
    };

    /// <summary>PJOURF+1.</summary>
    public static ReadOnlySpan<byte> DayProfile(SimulatedMeter meter) => (meter.TomorrowSlots, meter.Tariff) switch
    {
        ({ } slots, _) => Spread[slots - 1],
        (null, MeterTariff.HpHc) => OffPeak,
        (null, MeterTariff.Tempo) => Tempo,
        _ => OneSlot,
    };

    /// <summary>
    /// Eleven blocks HHMMSSSS. The action has the contact in bits 15-14 (11: close, 10: open, 01: follow the Tempo
    /// object) and the register in bits 3-0 (Enedis-NOI-CPT_54E §6.2.3.22).
    /// </summary>
    static byte[] Profile(string slots)
    {
        const int Blocks = 11, BlockLength = 8;
        var used = (slots.Length + 1) / (BlockLength + 1);
        var blocks = slots.Split(' ').Concat(Enumerable.Repeat("NONUTILE", Blocks - used));
        return System.Text.Encoding.ASCII.GetBytes(string.Join(' ', blocks));
    }
}
