namespace Oya.Teleinfo;

/// <summary>
/// The total of a meter in historic mode is the sum of its registers: it sends no other. It is known when every register
/// of one tariff option came, and none of another (Enedis-NOI-CPT_54E §6.1).
/// </summary>
static class HistoricTotal
{
    // Bits of the registers of each option, from BASE on.
    const int Base = 0b1, PeakAndOffPeak = 0b110, Ejp = 0b1_1000, Tempo = 0b111_1110_0000;

    public static long? Of(in TicFrame frame) => frame.HistoricRegisters switch
    {
        Base => frame.Number(TicLabel.BASE),
        PeakAndOffPeak => frame.Number(TicLabel.HCHC) + frame.Number(TicLabel.HCHP),
        Ejp => frame.Number(TicLabel.EJPHN) + frame.Number(TicLabel.EJPHPM),
        Tempo => frame.Number(TicLabel.BBRHCJB) + frame.Number(TicLabel.BBRHPJB)
            + frame.Number(TicLabel.BBRHCJW) + frame.Number(TicLabel.BBRHPJW)
            + frame.Number(TicLabel.BBRHCJR) + frame.Number(TicLabel.BBRHPJR),
        _ => null,
    };
}
