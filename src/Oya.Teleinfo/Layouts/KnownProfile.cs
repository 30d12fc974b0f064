using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>
/// A day profile that the scalar code has accepted. The next frame with the same bytes needs no parsing.
/// </summary>
struct KnownProfile
{
    /// <summary>Entries of the table: enough for the contracts of a fleet.</summary>
    public const int Offsets = 32;

    byte[]? _text;

    /// <summary>The entry for a profile: a hash of its second and third block, in which profiles differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint GetOffset(ref readonly byte data)
    {
        ref var first = ref Unsafe.AsRef(in data);
        var second = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, DayProfile.BlockLength + 1));
        var third = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 2 * (DayProfile.BlockLength + 1)));
        return (nint)((second + 3 * third) * 0x9E37_79B9_7F4A_7C15 >> 59);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ReadOnlySpan<byte> data) => data.SequenceEqual(_text);

    /// <summary>Accepts another profile, and keeps it; false when it is not well-formed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(ReadOnlySpan<byte> data)
    {
        if (!DayProfile.IsWellFormed(data))
        {
            return false;
        }

        _text ??= new byte[DayProfile.Length];
        data.CopyTo(_text);
        return true;
    }
}
