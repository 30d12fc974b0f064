namespace Oya.Teleinfo;

/// <summary>
/// The total of a meter in historic mode is the sum of its registers: it sends no other. It is known when every register
/// of one tariff option came, and none of another (Enedis-NOI-CPT_54E §6.1).
/// </summary>
static class HistoricTotal
{
    // Bits of the registers of each option, from BASE on.
    const int Base = 0b1, PeakAndOffPeak = 0b110, Ejp = 0b1_1000, Tempo = 0b111_1110_0000;

    public static long? Of(in TicFrame frame)
    {
        if (!IsOption(frame.Places.HistoricRegisters))
        {
            return null;
        }

        // Where an option has less than six, the others are zero: which one it is makes no difference.
        var numbers = frame.Numbers;
        long total = 0;
        foreach (var place in frame.Places.RegisterPlaces)
        {
            total += numbers[place];
        }

        return total;
    }

    static bool IsOption(int registers) =>
        registers == Base | registers == PeakAndOffPeak | registers == Ejp | registers == Tempo;
}
