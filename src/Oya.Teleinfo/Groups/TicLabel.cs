namespace Oya.Teleinfo;

/// <summary>
/// The labels (<i>étiquettes</i>) of Linky and blue meters, both modes, in the order in which a meter sends them
/// (Enedis-NOI-CPT_54E §6.1, §6.2.2). What each one carries is in <see cref="LabelForm"/>.
/// </summary>
public enum TicLabel : byte
{
#pragma warning disable CS1591, CA1707 // "-" and "+" become "_"; the name of each label is its documentation; LabelForm.Meaning has the words.
    Unknown,
    // Historic mode
    ADIR1, ADIR2, ADIR3, ADCO, OPTARIF, ISOUSC,
    BASE, HCHC, HCHP, EJPHN, EJPHPM, BBRHCJB, BBRHPJB, BBRHCJW, BBRHPJW, BBRHCJR, BBRHPJR,
    PEJP, PTEC, DEMAIN, IINST, IINST1, IINST2, IINST3, ADPS, IMAX, IMAX1, IMAX2, IMAX3, PMAX, PAPP, HHPHC, MOTDETAT,
    PPOT,
    // Standard mode
    ADSC, VTIC, DATE, NGTF, LTARF, EAST,
    EASF01, EASF02, EASF03, EASF04, EASF05, EASF06, EASF07, EASF08, EASF09, EASF10,
    EASD01, EASD02, EASD03, EASD04, EAIT, ERQ1, ERQ2, ERQ3, ERQ4,
    IRMS1, IRMS2, IRMS3, URMS1, URMS2, URMS3, PREF, PCOUP, SINSTS, SINSTS1, SINSTS2, SINSTS3,
    SMAXSN, SMAXSN1, SMAXSN2, SMAXSN3, SMAXSN_1, SMAXSN1_1, SMAXSN2_1, SMAXSN3_1, SINSTI, SMAXIN, SMAXIN_1,
    CCASN, CCASN_1, CCAIN, CCAIN_1, UMOY1, UMOY2, UMOY3, STGE, DPM1, FPM1, DPM2, FPM2, DPM3, FPM3, MSG1, MSG2,
    PRM, RELAIS, NTARF, NJOURF, NJOURF_1, PJOURF_1, PPOINTE,
#pragma warning restore CS1591, CA1707
}
