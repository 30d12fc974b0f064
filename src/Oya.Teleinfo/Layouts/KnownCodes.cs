using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Tariff period and colour of tomorrow of historic mode, PTEC and DEMAIN, of four characters each, once they were
/// read: both are looked up as one number, zeros in the place of what a frame has not.
/// </summary>
struct KnownCodes
{
    /// <summary>Places for them: there are some thirty.</summary>
    public const int Offsets = 64;

    ulong _codes;

    /// <summary>The place of two codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint GetOffset(ulong codes) => (nint)(codes * 0x9E37_79B9_7F4A_7C15 >> 58);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Are(ulong codes) => _codes == codes;

    /// <summary>Reads others; false when one is none.</summary>
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
