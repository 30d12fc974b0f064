using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>A word of up to seven characters that a label can have, once it was read.</summary>
struct KnownWord
{
    /// <summary>Places for words: the options, periods and status words of a fleet are a few.</summary>
    public const int Places = 32;

    const int LabelShift = 56;

    ulong _word;

    /// <summary>A word and its label as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ref readonly byte data, in WordGroup group) =>
        (Unsafe.ReadUnaligned<ulong>(in data) & group.Characters) | (ulong)group.Label << LabelShift;

    /// <summary>The place of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint PlaceOf(ulong word) => (nint)(word * 0x9E37_79B9_7F4A_7C15 >> 59);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ulong word) => _word == word;

    /// <summary>Reads another one; false when its label cannot have it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(ulong word, int length)
    {
        var data = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word))[..length];
        if (!LabelTable.ByLabel[(int)(word >> LabelShift)]!.Read(default, data, out _, out _))
        {
            return false;
        }

        _word = word;
        return true;
    }
}
