using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// Eight hexadecimal digits at once, as STGE has them: of characters from '0' on, which the ranges of a layout have seen
/// to; it does not tell a control character from a digit.
/// </summary>
static class HexNumber
{
    const ulong Ones = 0x0101_0101_0101_0101;

    /// <summary>Reads eight characters, the first in the lowest byte; false when one is no hexadecimal digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ulong characters, out long value)
    {
        // Bit 6 tells a letter; its low four bits are 1 to 6, and nine more is what it stands for.
        var letters = characters >> 6 & Ones;
        var digits = (characters & (0x0F * Ones)) + letters * 9;
        // Upper four bits: 3 for a digit; 4 or 6 for a letter, whose bit 5 is its case.
        var upper = ((characters | (0x20 * Ones)) & (0xF0 * Ones)) ^ (0x30 * Ones + letters * 0x30);
        // What is above 15 has bit 4; six more has it for ten and above, which only letters are.
        var range = (digits | ((digits + 6 * Ones) ^ letters << 4)) & (0x10 * Ones);
        var pairs = (digits << 4 | digits >> 8) & 0x00FF_00FF_00FF_00FF;
        var fours = (pairs << 8 | pairs >> 16) & 0x0000_FFFF_0000_FFFF;
        value = (uint)(fours << 16 | fours >> 32);
        return (upper | range) == 0;
    }
}
