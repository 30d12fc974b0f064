using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Seasons and days of horodates (<c>SAAMMJJ</c>) that there were lately, and the instants at which these days began:
/// today, yesterday and tomorrow have each their own place, by the last digit of the date.
/// </summary>
sealed class KnownDays
{
    /// <summary>Seven bytes of a horodate in eight.</summary>
    public const long Mask = 0x00FF_FFFF_FFFF_FFFF;

    /// <summary>Where among the bits of the seven bytes the last digit is.</summary>
    public const int OffsetShift = 48;

    /// <summary>Places for days.</summary>
    public const int Offsets = 16;

    // Twice: a table of each for whoever picks from a whole one, and side by side for whoever loads one after the other.
    readonly long[] _texts = new long[Offsets];
    readonly long[] _starts = new long[Offsets];
    readonly long[] _pairs = new long[2 * Offsets];

    /// <summary>The first of sixteen days: their seven bytes as one number.</summary>
    public ref readonly long FirstText => ref MemoryMarshal.GetArrayDataReference(_texts);

    /// <summary>The first of sixteen days: unix seconds; of a day without season, on its own clock.</summary>
    public ref readonly long FirstStart => ref MemoryMarshal.GetArrayDataReference(_starts);

    /// <summary>The text and the start of the first of sixteen days; then those of the others.</summary>
    public ref readonly long FirstPair => ref MemoryMarshal.GetArrayDataReference(_pairs);

    /// <summary>Reads a horodate, and keeps its day; false when there is no such instant.</summary>
    public bool Read(ReadOnlySpan<byte> horodate, out long seconds)
    {
        Span<byte> midnight = stackalloc byte[Horodate.Length];
        midnight.Fill((byte)'0');
        horodate[..7].CopyTo(midnight);
        if (!Horodate.TryReadSeconds(horodate, out seconds) || !Horodate.TryReadSeconds(midnight, out var start))
        {
            return false;
        }

        var text = MemoryMarshal.Read<long>(horodate) & Mask;
        var offset = (int)(text >> OffsetShift) % Offsets;
        _texts[offset] = _pairs[2 * offset] = text;
        _starts[offset] = _pairs[2 * offset + 1] = start;
        return true;
    }
}
