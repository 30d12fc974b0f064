using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The total of a meter in historic mode is the sum of its registers: it sends no other. It is known when every register
/// of one tariff option came, and none of another (Enedis-NOI-CPT_54E §6.1).
/// </summary>
static class HistoricTotal
{
    // Bits of the registers of each option, from BASE on.
    const int Base = 0b1, PeakAndOffPeak = 0b110, Ejp = 0b1_1000, Tempo = 0b111_1110_0000;

    /// <summary>Whether registers (bit 0 is BASE) are all of one option.</summary>
    public static bool IsOption(int registers) =>
        registers is Base or PeakAndOffPeak or Ejp or Tempo;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long? Compute(LabelIndex index, ReadOnlySpan<long> numbers)
    {
        if (!index.HasHistoricTotal)
        {
            return null;
        }

        // Where an option has less than six, the others are the place of a zero: which option it is makes no difference.
        ref readonly var registers = ref index.Registers;
        ref readonly var first = ref MemoryMarshal.GetReference(numbers);
        return (At(in first, registers[0]) + At(in first, registers[1]))
            + (At(in first, registers[2]) + At(in first, registers[3]))
            + (At(in first, registers[4]) + At(in first, registers[5]));
    }

    // The places are those of numbers of the same frame.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long At(ref readonly long first, ushort offset) => Unsafe.Add(ref Unsafe.AsRef(in first), (uint)offset);
}
