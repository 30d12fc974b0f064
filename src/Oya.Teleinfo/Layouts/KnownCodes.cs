using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// A pair of tariff codes of historic mode that the scalar code has accepted: PTEC (the tariff period) and DEMAIN (the
/// colour of tomorrow). Each has four characters, so the pair is looked up as one number. A code that the frame does
/// not have is zero.
/// </summary>
struct KnownCodes
{
    /// <summary>Entries of the table. About thirty pairs exist.</summary>
    public const int Offsets = 64;

    ulong _codes;

    /// <summary>The entry for a pair of codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint GetOffset(ulong codes) => (nint)(codes * 0x9E37_79B9_7F4A_7C15 >> 58);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Are(ulong codes) => _codes == codes;

    /// <summary>Accepts another pair, and keeps it; false when one of the two is not a valid code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(ulong codes)
    {
        var characters = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in codes));
        if (!IsCode(TicLabel.PTEC, characters[..4]) || !IsCode(TicLabel.DEMAIN, characters[4..]))
        {
            return false;
        }

        _codes = codes;
        return true;
    }

    static bool IsCode(TicLabel label, ReadOnlySpan<byte> code) =>
        code.SequenceEqual("\0\0\0\0"u8) || TariffCodes.Accepts(label, code);
}
