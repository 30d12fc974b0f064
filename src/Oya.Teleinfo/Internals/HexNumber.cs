using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Oya.Teleinfo;

/// <summary>
/// Reads eight hexadecimal digits at once, as in STGE. The characters must be '0' or above, which the ranges of a
/// layout have already checked: this code cannot distinguish a control character from a digit.
/// </summary>
static class HexNumber
{
    const ulong Ones = 0x0101_0101_0101_0101;

    static Vector128<byte> Digits => Vector128.Create("0123456789abcdef"u8);

    /// <summary>
    /// Reads eight characters, the first in the lowest byte; false when one is not a hexadecimal digit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ulong characters, out long value)
    {
        // Bit 6 marks a letter. Its low four bits are 1 to 6, and its value is nine more.
        var letters = characters >> 6 & Ones;
        var numbers = (characters & (0x0F * Ones)) + letters * 9;
        value = Join(BinaryPrimitives.ReverseEndianness(numbers));
        // Formats the values as characters again. They equal the input, except for the case, only if all were digits.
        var text = Vector128.ShuffleNative(Digits, Vector128.CreateScalarUnsafe(numbers).AsByte()).AsUInt64().ToScalar();
        return text == (characters | (0x20 * Ones));
    }

    /// <summary>Joins the low halves of eight bytes to one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Join(ulong halves)
    {
        if (Bmi2.X64.IsSupported)
        {
            return (uint)Bmi2.X64.ParallelBitExtract(halves, 0x0F * Ones);
        }

        var pairs = (halves | halves >> 4) & 0x00FF_00FF_00FF_00FF;
        var fours = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF;
        return (uint)(fours | fours >> 16);
    }
}
