using System.Runtime.CompilerServices;

namespace Oya.Teleinfo;

/// <summary>A day profile, once it was read.</summary>
struct KnownProfile
{
    /// <summary>Places for profiles: those of the contracts of a fleet.</summary>
    public const int Offsets = 32;

    byte[]? _text;

    /// <summary>The place of a profile: its second and third block tell it from others.</summary>
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

    /// <summary>Reads another one; false when it is none.</summary>
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
