using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>Season and day of a horodate (<c>SAAMMJJ</c>), and the instant at which that day began, once it was read.</summary>
struct KnownDay
{
    // Seven of its thirteen bytes.
    const ulong Mask = 0x00FF_FFFF_FFFF_FFFF;

    ulong _text;

    /// <summary>Places for days: today, yesterday and tomorrow have each their own.</summary>
    public const int Places = 16;

    /// <summary>The place of the day of a horodate: the last digit of its date.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlaceOf(ref readonly byte horodate) => Unsafe.Add(ref Unsafe.AsRef(in horodate), 6) % Places;

    /// <summary>Unix seconds; of a horodate without season, on its own clock.</summary>
    public long Start { get; private set; }

    /// <summary>True when a horodate has this season and day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ref readonly byte horodate) => _text == Text(in horodate);

    /// <summary>Reads another one; false when there is no such season or day.</summary>
    public bool Read(ref readonly byte horodate)
    {
        Span<byte> midnight = stackalloc byte[Horodate.Length];
        midnight.Fill((byte)'0');
        MemoryMarshal.CreateReadOnlySpan(in horodate, 7).CopyTo(midnight);
        if (!Horodate.TryReadSeconds(midnight, out var start))
        {
            return false;
        }

        _text = Text(in horodate);
        Start = start;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Text(ref readonly byte horodate) => Unsafe.ReadUnaligned<ulong>(in horodate) & Mask;
}
