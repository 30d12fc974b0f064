namespace Oya.Teleinfo;

/// <summary>
/// The labels (<i>étiquettes</i>) of Linky and blue meters, both modes, in the order in which a meter sends them:
/// sections 6.1 (historic) and 6.2.2 (standard) of Enedis-NOI-CPT_54E. What each one carries is also in <see cref="LabelForm"/>.
/// </summary>
public enum TicLabel : byte
{
#pragma warning disable CA1707 // The names are those of the specification; its "-" and "+" become "_".
    /// <summary>A label that no meter of ours sends.</summary>
    Unknown,

    // Historic mode (Enedis-NOI-CPT_54E §6.1, Enedis-NOI-CPT_02E §2.5).
    /// <summary>Warning: current of phase 1 above its setting, 0..999 A (§6.1).</summary>
    ADIR1,
    /// <summary>Warning: current of phase 2 above its setting, 0..999 A (§6.1).</summary>
    ADIR2,
    /// <summary>Warning: current of phase 3 above its setting, 0..999 A (§6.1).</summary>
    ADIR3,
    /// <summary>Address of the meter, 12 digits (§6.1).</summary>
    ADCO,
    /// <summary>Tariff option, 4 characters of a closed list (§6.1).</summary>
    OPTARIF,
    /// <summary>Subscribed current, 0..99 A (§6.1).</summary>
    ISOUSC,
    /// <summary>Index, base, 0..999 999 999 Wh (§6.1).</summary>
    BASE,
    /// <summary>Index, off-peak hours, 0..999 999 999 Wh (§6.1).</summary>
    HCHC,
    /// <summary>Index, peak hours, 0..999 999 999 Wh (§6.1).</summary>
    HCHP,
    /// <summary>Index, EJP normal hours, 0..999 999 999 Wh (§6.1).</summary>
    EJPHN,
    /// <summary>Index, EJP mobile peak, 0..999 999 999 Wh (§6.1).</summary>
    EJPHPM,
    /// <summary>Index, Tempo blue days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJB,
    /// <summary>Index, Tempo blue days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJB,
    /// <summary>Index, Tempo white days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJW,
    /// <summary>Index, Tempo white days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJW,
    /// <summary>Index, Tempo red days, off-peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHCJR,
    /// <summary>Index, Tempo red days, peak, 0..999 999 999 Wh (§6.1).</summary>
    BBRHPJR,
    /// <summary>Notice of the EJP peak, and the peak, 0..99 min (§6.1).</summary>
    PEJP,
    /// <summary>Tariff period in force, 4 characters of a closed list (§6.1).</summary>
    PTEC,
    /// <summary>Tempo colour of tomorrow, 4 characters of a closed list (§6.1).</summary>
    DEMAIN,
    /// <summary>Current, 0..999 A (§6.1).</summary>
    IINST,
    /// <summary>Current, phase 1, 0..999 A (§6.1).</summary>
    IINST1,
    /// <summary>Current, phase 2, 0..999 A (§6.1).</summary>
    IINST2,
    /// <summary>Current, phase 3, 0..999 A (§6.1).</summary>
    IINST3,
    /// <summary>Warning: current above the subscribed one, 0..999 A (§6.1).</summary>
    ADPS,
    /// <summary>Maximum current, 0..999 A (§6.1).</summary>
    IMAX,
    /// <summary>Maximum current, phase 1, 0..999 A (§6.1).</summary>
    IMAX1,
    /// <summary>Maximum current, phase 2, 0..999 A (§6.1).</summary>
    IMAX2,
    /// <summary>Maximum current, phase 3, 0..999 A (§6.1).</summary>
    IMAX3,
    /// <summary>Maximum power reached, 0..99 999 VA (§6.1).</summary>
    PMAX,
    /// <summary>Apparent power, rounded to 10, 0..99 999 VA (§6.1).</summary>
    PAPP,
    /// <summary>Group of the off-peak schedule, 1 character (§6.1).</summary>
    HHPHC,
    /// <summary>Status word of the meter, 6 characters (§6.1).</summary>
    MOTDETAT,
    /// <summary>Phases whose voltage is missing, 2 hexadecimal digits (§6.1).</summary>
    PPOT,

    // Standard mode (Enedis-NOI-CPT_54E §6.2.2).
    /// <summary>Address of the meter, 12 digits (§6.2.2).</summary>
    ADSC,
    /// <summary>Version of the TIC, 2 digits (§6.2.2).</summary>
    VTIC,
    /// <summary>Date and time in a horodate (§6.2.2).</summary>
    DATE,
    /// <summary>Supplier's tariff calendar, 16 characters (§6.2.2).</summary>
    NGTF,
    /// <summary>Supplier's tariff in force, 16 characters (§6.2.2).</summary>
    LTARF,
    /// <summary>Active energy drawn, total, 0..999 999 999 Wh (§6.2.2).</summary>
    EAST,
    /// <summary>Active energy drawn, supplier register 1, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF01,
    /// <summary>Active energy drawn, supplier register 2, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF02,
    /// <summary>Active energy drawn, supplier register 3, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF03,
    /// <summary>Active energy drawn, supplier register 4, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF04,
    /// <summary>Active energy drawn, supplier register 5, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF05,
    /// <summary>Active energy drawn, supplier register 6, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF06,
    /// <summary>Active energy drawn, supplier register 7, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF07,
    /// <summary>Active energy drawn, supplier register 8, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF08,
    /// <summary>Active energy drawn, supplier register 9, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF09,
    /// <summary>Active energy drawn, supplier register 10, 0..999 999 999 Wh (§6.2.2).</summary>
    EASF10,
    /// <summary>Active energy drawn, distributor register 1, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD01,
    /// <summary>Active energy drawn, distributor register 2, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD02,
    /// <summary>Active energy drawn, distributor register 3, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD03,
    /// <summary>Active energy drawn, distributor register 4, 0..999 999 999 Wh (§6.2.2).</summary>
    EASD04,
    /// <summary>Active energy injected, total, 0..999 999 999 Wh (§6.2.2).</summary>
    EAIT,
    /// <summary>Reactive energy, quadrant 1, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ1,
    /// <summary>Reactive energy, quadrant 2, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ2,
    /// <summary>Reactive energy, quadrant 3, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ3,
    /// <summary>Reactive energy, quadrant 4, 0..999 999 999 VArh (§6.2.2).</summary>
    ERQ4,
    /// <summary>RMS current, phase 1, 0..999 A (§6.2.2).</summary>
    IRMS1,
    /// <summary>RMS current, phase 2, 0..999 A (§6.2.2).</summary>
    IRMS2,
    /// <summary>RMS current, phase 3, 0..999 A (§6.2.2).</summary>
    IRMS3,
    /// <summary>RMS voltage, phase 1, 0..999 V (§6.2.2).</summary>
    URMS1,
    /// <summary>RMS voltage, phase 2, 0..999 V (§6.2.2).</summary>
    URMS2,
    /// <summary>RMS voltage, phase 3, 0..999 V (§6.2.2).</summary>
    URMS3,
    /// <summary>Subscribed power, 0..99 kVA (§6.2.2).</summary>
    PREF,
    /// <summary>Breaking power, 0..99 kVA (§6.2.2).</summary>
    PCOUP,
    /// <summary>Apparent power drawn, 0..99 999 VA (§6.2.2).</summary>
    SINSTS,
    /// <summary>Apparent power drawn, phase 1, 0..99 999 VA (§6.2.2).</summary>
    SINSTS1,
    /// <summary>Apparent power drawn, phase 2, 0..99 999 VA (§6.2.2).</summary>
    SINSTS2,
    /// <summary>Apparent power drawn, phase 3, 0..99 999 VA (§6.2.2).</summary>
    SINSTS3,
    /// <summary>Maximum power drawn today, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN,
    /// <summary>Maximum power drawn today, phase 1, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN1,
    /// <summary>Maximum power drawn today, phase 2, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN2,
    /// <summary>Maximum power drawn today, phase 3, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN3,
    /// <summary>SMAXSN-1: maximum power drawn yesterday, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN_1,
    /// <summary>SMAXSN1-1: maximum power drawn yesterday, phase 1, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN1_1,
    /// <summary>SMAXSN2-1: maximum power drawn yesterday, phase 2, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN2_1,
    /// <summary>SMAXSN3-1: maximum power drawn yesterday, phase 3, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXSN3_1,
    /// <summary>Apparent power injected, 0..99 999 VA (§6.2.2).</summary>
    SINSTI,
    /// <summary>Maximum power injected today, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXIN,
    /// <summary>SMAXIN-1: maximum power injected yesterday, 0..99 999 VA, with a horodate (§6.2.2).</summary>
    SMAXIN_1,
    /// <summary>Last point of the load curve, drawn, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCASN,
    /// <summary>CCASN-1: point before the last, drawn, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCASN_1,
    /// <summary>Last point of the load curve, injected, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCAIN,
    /// <summary>CCAIN-1: point before the last, injected, 0..99 999 W, with a horodate (§6.2.2).</summary>
    CCAIN_1,
    /// <summary>Mean voltage, phase 1, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY1,
    /// <summary>Mean voltage, phase 2, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY2,
    /// <summary>Mean voltage, phase 3, 0..999 V, with a horodate (§6.2.2).</summary>
    UMOY3,
    /// <summary>Status register, 8 hexadecimal digits (§6.2.2).</summary>
    STGE,
    /// <summary>Start of mobile peak 1, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM1,
    /// <summary>End of mobile peak 1, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM1,
    /// <summary>Start of mobile peak 2, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM2,
    /// <summary>End of mobile peak 2, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM2,
    /// <summary>Start of mobile peak 3, 2 digits, with a horodate without season (§6.2.2).</summary>
    DPM3,
    /// <summary>End of mobile peak 3, 2 digits, with a horodate without season (§6.2.2).</summary>
    FPM3,
    /// <summary>Short message, 32 characters (§6.2.2).</summary>
    MSG1,
    /// <summary>Ultra-short message, 16 characters (§6.2.2).</summary>
    MSG2,
    /// <summary>Usage point, 14 digits (§6.2.2).</summary>
    PRM,
    /// <summary>Eight relays, one bit each, 0..255 (§6.2.2).</summary>
    RELAIS,
    /// <summary>Supplier register in force, 2 digits (§6.2.2).</summary>
    NTARF,
    /// <summary>Day profile of today, 2 digits (§6.2.2).</summary>
    NJOURF,
    /// <summary>NJOURF+1: day profile of tomorrow, 2 digits (§6.2.2).</summary>
    NJOURF_1,
    /// <summary>PJOURF+1: day profile of tomorrow, in full, 11 slots (§6.2.2).</summary>
    PJOURF_1,
    /// <summary>Profile of the next peak day, 11 slots (§6.2.2).</summary>
    PPOINTE,
#pragma warning restore CA1707
}
