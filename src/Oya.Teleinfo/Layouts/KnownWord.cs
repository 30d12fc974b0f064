using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>A word of up to eight characters that a label can have, once it was read.</summary>
struct KnownWord
{
    /// <summary>Places for words: the options, periods and status words of a fleet are a few.</summary>
    public const int Places = 32;

    ulong _text;
    TicLabel _label;

    /// <summary>The place of a word of a label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint PlaceOf(ulong word, TicLabel label) =>
        (nint)((word ^ (ulong)label << 32) * 0x9E37_79B9_7F4A_7C15 >> 59);

    /// <summary>The first bytes as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Text(ref readonly byte data, int length) =>
        Unsafe.ReadUnaligned<ulong>(in data) & (ulong.MaxValue >> (64 - 8 * length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ulong word, TicLabel label) => _text == word && _label == label;

    /// <summary>Reads another one; false when the label cannot have it.</summary>
    public bool Read(ulong word, LabelForm form, int length)
    {
        var data = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word))[..length];
        if (!form.Read(default, data, out _, out _))
        {
            return false;
        }

        (_text, _label) = (word, form.Label);
        return true;
    }
}
