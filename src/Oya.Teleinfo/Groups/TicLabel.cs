namespace Oya.Teleinfo;

/// <summary>
/// The labels (<i>étiquettes</i>) of Linky and blue meters, both modes: sections 6.1 (historic) and 6.2.2 (standard) of
/// Enedis-NOI-CPT_54E. What each one carries, and the order in which a meter sends them, is in <see cref="LabelForm"/>.
/// </summary>
/// <remarks>
/// The numbers never change: programs are compiled with them, and files may hold them. A label that comes later gets
/// the next free one, wherever a meter sends it.
/// </remarks>
public enum TicLabel : byte
{
#pragma warning disable CA1707 // The names are those of the specification; its "-" and "+" become "_".
    /// <summary>A label that no meter of ours sends.</summary>
    Unknown = 0,

    // Historic mode (Enedis-NOI-CPT_54E §6.1, Enedis-NOI-CPT_02E §2.5).
    /// <summary>Warning: current of phase 1 above its setting, 0..999 A (§6.1).</summary>
    ADIR1 = 1,
    /// <summary>Warning: current of phase 2 above its setting, 0..999 A (§6.1).</summary>
    ADIR2 = 2,
    /// <summary>Warning: current of phase 3 above its setting, 0..999 A (§6.1).</summary>
    ADIR3 = 3,
    /// <summary>Address of the meter, 12 digits (§6.1).</summary>
    ADCO = 4,
    /// <summary>Tariff option, 4 characters of a closed list (§6.1).</summary>
    OPTARIF = 5,
    /// <summary>Subscribed current, 0..99 A (§6.1).</summary>
    ISOUSC = 6,
    /// <summary>Index, base, 0..999 999 999 Wh (§6.1).</summary>
    BASE = 7,
    /// <summary>Index, off-peak hours, 0..999 999 999 Wh (§6.1).</summary>
    HCHC = 8,
    /// <summary>Index, peak hours, 0..999 999 999 Wh (§6.1).</summary>
    HCHP = 9,
    /// <summary>Index, EJP normal hours, 0..999 999 999 Wh (§6.1).</summary>
    EJPHN = 10,
    /// <summary>Index, EJP mobile peak, 0..999 999 999 Wh (§6.1).</summary>
    EJPHPM = 11,
    /// <summary>Index, Tempo blue days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJB = 12,
    /// <summary>Index, Tempo blue days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJB = 13,
    /// <summary>Index, Tempo white days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJW = 14,
    /// <summary>Index, Tempo white days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJW = 15,
    /// <summary>Index, Tempo red days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJR = 16,
    /// <summary>Index, Tempo red days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJR = 17,
    /// <summary>Notice of the EJP peak, and the peak, 0..99 min (§6.1).</summary>
    PEJP = 18,
    /// <summary>Tariff period in force, 4 characters of a closed list (§6.1).</summary>
    PTEC = 19,
    /// <summary>Tempo colour of tomorrow, 4 characters of a closed list (§6.1).</summary>
    DEMAIN = 20,
    /// <summary>Current, 0..999 A (§6.1).</summary>
    IINST = 21,
    /// <summary>Current, phase 1, 0..999 A (§6.1).</summary>
    IINST1 = 22,
    /// <summary>Current, phase 2, 0..999 A (§6.1).</summary>
    IINST2 = 23,
    /// <summary>Current, phase 3, 0..999 A (§6.1).</summary>
    IINST3 = 24,
    /// <summary>Warning: current above the subscribed one, 0..999 A (§6.1).</summary>
    ADPS = 25,
    /// <summary>Maximum current, 0..999 A (§6.1).</summary>
    IMAX = 26,
    /// <summary>Maximum current, phase 1, 0..999 A (§6.1).</summary>
    IMAX1 = 27,
    /// <summary>Maximum current, phase 2, 0..999 A (§6.1).</summary>
    IMAX2 = 28,
    /// <summary>Maximum current, phase 3, 0..999 A (§6.1).</summary>
    IMAX3 = 29,
    /// <summary>Maximum power reached, 0..99 999 VA (§6.1).</summary>
    PMAX = 30,
    /// <summary>Apparent power, rounded to 10, 0..99 999 VA (§6.1).</summary>
    PAPP = 31,
    /// <summary>Group of the off-peak schedule, 1 character (§6.1).</summary>
    HHPHC = 32,
    /// <summary>Status word of the meter, 6 characters (§6.1).</summary>
    MOTDETAT = 33,
    /// <summary>Phases whose voltage is missing, 2 hexadecimal digits (§6.1).</summary>
    PPOT = 34,

    // Standard mode (Enedis-NOI-CPT_54E §6.2.2).
    /// <summary>Address of the meter, 12 digits (§6.2.2).</summary>
    ADSC = 35,
    /// <summary>Version of the TIC, 2 digits (§6.2.2).</summary>
    VTIC = 36,
    /// <summary>Date and time in a horodate (§6.2.2).</summary>
    DATE = 37,
    /// <summary>Supplier's tariff calendar, 16 characters (§6.2.2).</summary>
    NGTF = 38,
    /// <summary>Supplier's tariff in force, 16 characters (§6.2.2).</summary>
    LTARF = 39,
    /// <summary>Active energy drawn, total, 0..999 999 999 Wh (§6.2.2).</summary>
    EAST = 40,
    /// <summary>Active energy drawn, supplier register 1, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF01 = 41,
    /// <summary>Active energy drawn, supplier register 2, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF02 = 42,
    /// <summary>Active energy drawn, supplier register 3, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF03 = 43,
    /// <summary>Active energy drawn, supplier register 4, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF04 = 44,
    /// <summary>Active energy drawn, supplier register 5, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF05 = 45,
    /// <summary>Active energy drawn, supplier register 6, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF06 = 46,
    /// <summary>Active energy drawn, supplier register 7, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF07 = 47,
    /// <summary>Active energy drawn, supplier register 8, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF08 = 48,
    /// <summary>Active energy drawn, supplier register 9, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF09 = 49,
    /// <summary>Active energy drawn, supplier register 10, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF10 = 50,
    /// <summary>Active energy drawn, distributor register 1, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD01 = 51,
    /// <summary>Active energy drawn, distributor register 2, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD02 = 52,
    /// <summary>Active energy drawn, distributor register 3, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD03 = 53,
    /// <summary>Active energy drawn, distributor register 4, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD04 = 54,
    /// <summary>Active energy injected, total, 0..999 999 999 Wh (§6.2.2).</summary>
    EAIT = 55,
    /// <summary>Reactive energy, quadrant 1, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ1 = 56,
    /// <summary>Reactive energy, quadrant 2, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ2 = 57,
    /// <summary>Reactive energy, quadrant 3, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ3 = 58,
    /// <summary>Reactive energy, quadrant 4, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ4 = 59,
    /// <summary>RMS current, phase 1, 0..999 A (§6.2.2).</summary>
    IRMS1 = 60,
    /// <summary>RMS current, phase 2, 0..999 A (§6.2.2).</summary>
    IRMS2 = 61,
    /// <summary>RMS current, phase 3, 0..999 A (§6.2.2).</summary>
    IRMS3 = 62,
    /// <summary>RMS voltage, phase 1, 0..999 V (§6.2.2).</summary>
    URMS1 = 63,
    /// <summary>RMS voltage, phase 2, 0..999 V (§6.2.2).</summary>
    URMS2 = 64,
    /// <summary>RMS voltage, phase 3, 0..999 V (§6.2.2).</summary>
    URMS3 = 65,
    /// <summary>Subscribed power, 0..99 kVA (§6.2.2).</summary>
    PREF = 66,
    /// <summary>Breaking power, 0..99 kVA (§6.2.2).</summary>
    PCOUP = 67,
    /// <summary>Apparent power drawn, 0..99 999 VA (§6.2.2).</summary>
    SINSTS = 68,
    /// <summary>Apparent power drawn, phase 1, 0..99 999 VA (§6.2.2).</summary>
    SINSTS1 = 69,
    /// <summary>Apparent power drawn, phase 2, 0..99 999 VA (§6.2.2).</summary>
    SINSTS2 = 70,
    /// <summary>Apparent power drawn, phase 3, 0..99 999 VA (§6.2.2).</summary>
    SINSTS3 = 71,
    /// <summary>Maximum power drawn today, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN = 72,
    /// <summary>Maximum power drawn today, phase 1, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN1 = 73,
    /// <summary>Maximum power drawn today, phase 2, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN2 = 74,
    /// <summary>Maximum power drawn today, phase 3, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN3 = 75,
    /// <summary>SMAXSN-1: maximum power drawn yesterday, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN_1 = 76,
    /// <summary>SMAXSN1-1: maximum power drawn yesterday, phase 1, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN1_1 = 77,
    /// <summary>SMAXSN2-1: maximum power drawn yesterday, phase 2, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN2_1 = 78,
    /// <summary>SMAXSN3-1: maximum power drawn yesterday, phase 3, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN3_1 = 79,
    /// <summary>Apparent power injected, 0..99 999 VA (§6.2.2).</summary>
    SINSTI = 80,
    /// <summary>Maximum power injected today, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXIN = 81,
    /// <summary>SMAXIN-1: maximum power injected yesterday, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXIN_1 = 82,
    /// <summary>Last point of the load curve, drawn, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCASN = 83,
    /// <summary>CCASN-1: point before the last, drawn, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCASN_1 = 84,
    /// <summary>Last point of the load curve, injected, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCAIN = 85,
    /// <summary>CCAIN-1: point before the last, injected, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCAIN_1 = 86,
    /// <summary>Mean voltage, phase 1, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY1 = 87,
    /// <summary>Mean voltage, phase 2, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY2 = 88,
    /// <summary>Mean voltage, phase 3, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY3 = 89,
    /// <summary>Status register, 8 hexadecimal digits (§6.2.2).</summary>
    STGE = 90,
    /// <summary>Start of mobile peak 1, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM1 = 91,
    /// <summary>End of mobile peak 1, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM1 = 92,
    /// <summary>Start of mobile peak 2, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM2 = 93,
    /// <summary>End of mobile peak 2, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM2 = 94,
    /// <summary>Start of mobile peak 3, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM3 = 95,
    /// <summary>End of mobile peak 3, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM3 = 96,
    /// <summary>Short message, 32 characters (§6.2.2).</summary>
    MSG1 = 97,
    /// <summary>Ultra-short message, 16 characters (§6.2.2).</summary>
    MSG2 = 98,
    /// <summary>Usage point, 14 digits (§6.2.2).</summary>
    PRM = 99,
    /// <summary>Eight relays, one bit each, 0..255 (§6.2.2).</summary>
    RELAIS = 100,
    /// <summary>Supplier register in force, 2 digits (§6.2.2).</summary>
    NTARF = 101,
    /// <summary>Day profile of today, 2 digits (§6.2.2).</summary>
    NJOURF = 102,
    /// <summary>NJOURF+1: day profile of tomorrow, 2 digits (§6.2.2).</summary>
    NJOURF_1 = 103,
    /// <summary>PJOURF+1: day profile of tomorrow, in full, 11 slots (§6.2.2).</summary>
    PJOURF_1 = 104,
    /// <summary>Profile of the next peak day, 11 slots (§6.2.2).</summary>
    PPOINTE = 105,
#pragma warning restore CA1707
}
