using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The days of recent horodates (season and date, <c>SAAMMJJ</c>), and the instants at which these days began. The last
/// digit of the date is the index, so today, yesterday and tomorrow have different entries.
/// </summary>
sealed class KnownDays
{
    /// <summary>The seven bytes of a season and date in a number of eight bytes.</summary>
    public const long Mask = 0x00FF_FFFF_FFFF_FFFF;

    /// <summary>The bit of the number at which the last digit of the date begins.</summary>
    public const int OffsetShift = 48;

    /// <summary>Entries for days.</summary>
    public const int Offsets = 16;

    // The values are kept twice. Block512 permutes a whole table of texts and one of starts. Block256 loads a text and
    // its start together.
    readonly long[] _texts = new long[Offsets];
    readonly long[] _starts = new long[Offsets];
    readonly long[] _pairs = new long[2 * Offsets];

    /// <summary>The first of sixteen texts: the seven bytes of a day as one number.</summary>
    public ref readonly long FirstText => ref MemoryMarshal.GetArrayDataReference(_texts);

    /// <summary>
    /// The first of sixteen starts, in Unix seconds; for a day without season, in seconds of its own clock.
    /// </summary>
    public ref readonly long FirstStart => ref MemoryMarshal.GetArrayDataReference(_starts);

    /// <summary>The text of the first day, then its start; the other fifteen pairs follow.</summary>
    public ref readonly long FirstPair => ref MemoryMarshal.GetArrayDataReference(_pairs);

    /// <summary>Reads a horodate, and keeps its day; false when the instant does not exist.</summary>
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
