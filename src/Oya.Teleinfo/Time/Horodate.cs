using System.Buffers.Binary;

namespace Oya.Teleinfo;

/// <summary>
/// The time as a meter writes it (<i>horodate</i>): a season letter and twelve digits, <c>SAAMMJJhhmmss</c>
/// (Enedis-NOI-CPT_54E §6.2.1.1). The letter gives the offset, so the autumn hour that comes twice is not ambiguous.
/// </summary>
public readonly record struct Horodate
{
    internal const int Length = 13;

    // From the year 1 to 1970.
    const long UnixEpochSeconds = 62_135_596_800;

    /// <summary>The time on a meter's clock.</summary>
    /// <param name="season">
    /// <c>H</c> winter (+01:00) or <c>E</c> summer (+02:00); lower case when the clock is degraded; a space when the
    /// season does not apply (DPM and FPM only).
    /// </param>
    /// <param name="local">The time on the meter's clock; what is less than a second of it is not sent.</param>
    /// <exception cref="ArgumentException">It is no season letter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The year is not of 2000 to 2099: it is sent with two digits.
    /// </exception>
    public Horodate(char season, DateTime local)
    {
        if (season is not ('H' or 'E' or 'h' or 'e' or ' '))
        {
            throw new ArgumentException($"'{season}' is no season: H, E, h, e or a space.", nameof(season));
        }

        if (local.Year is < 2000 or > 2099)
        {
            throw new ArgumentOutOfRangeException(
                nameof(local), local, "The year of a horodate has two digits: 2000 to 2099.");
        }

        Season = season;
        Local = local;
    }

    /// <summary>
    /// <c>H</c> winter (+01:00) or <c>E</c> summer (+02:00); lower case when the clock is degraded; a space when the
    /// season does not apply (DPM and FPM only).
    /// </summary>
    public char Season { get; }

    /// <summary>The time on the meter's clock, to the second, 2000 to 2099.</summary>
    public DateTime Local { get; }

    /// <summary>True when the meter says that its clock ran out of autonomy and is not yet set again.</summary>
    public bool IsDegraded => Season is 'h' or 'e';

    /// <summary>False for DPM and FPM, whose season is a space.</summary>
    public bool HasSeason => Season != ' ';

    /// <summary>The instant, by the season letter; without one, by the rules of Europe/Paris.</summary>
    /// <exception cref="InvalidOperationException">There is no season and the local time is none, or two.</exception>
    public Instant ToInstant() => Season switch
    {
        'H' or 'h' => AtOffset(1),
        'E' or 'e' => AtOffset(2),
        _ => ParisDay.TryFromLocal(Local, out var instant)
            ? instant
            : throw new InvalidOperationException($"{Local:yyyy-MM-dd HH:mm:ss} has no single offset in Paris."),
    };

    /// <summary>Reads 13 bytes; false unless the season is known and the date and time exist on a calendar.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out Horodate horodate)
    {
        horodate = default;
        if (!TryReadSeconds(text, out var seconds))
        {
            return false;
        }

        var local = new DateTime((UnixEpochSeconds + seconds + GetOffset(text[0])) * TimeSpan.TicksPerSecond);
        horodate = new((char)text[0], local);
        return true;
    }

    /// <summary>
    /// Reads 13 bytes to seconds since 1970 UTC, or without a season on the clocks where it was written; false unless
    /// the season is known and the date and time exist on a calendar.
    /// </summary>
    internal static bool TryReadSeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.Length != Length)
        {
            return false;
        }

        // AAMMJJhh and JJhhmmss.
        var start = AsciiWord.Digits(BinaryPrimitives.ReadUInt64LittleEndian(text[1..]));
        var end = AsciiWord.Digits(BinaryPrimitives.ReadUInt64LittleEndian(text[5..]));
        ulong date = AsciiWord.Pairs(start), time = AsciiWord.Pairs(end);
        int year = 2000 + (int)(date & 0xFF), month = (int)(date >> 16 & 0xFF), day = (int)(time & 0xFF);
        int hour = (int)(time >> 16 & 0xFF), minute = (int)(time >> 32 & 0xFF), second = (int)(time >> 48);
        var offset = GetOffset(text[0]);
        if (!AsciiWord.AreDigits(start) || !AsciiWord.AreDigits(end) || offset < 0 || month is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, second);
        seconds = local.Ticks / TimeSpan.TicksPerSecond - UnixEpochSeconds - offset;
        return true;
    }

    /// <summary>The horodate of an instant on a meter whose clock is right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">In Paris it is not of the years 2000 to 2099.</exception>
    public static Horodate FromInstant(Instant instant)
    {
        var local = instant.InParis();
        return new(local.Offset == TimeSpan.FromHours(2) ? 'E' : 'H', local.DateTime);
    }

    /// <summary>Writes the 13 bytes of a horodate; of the year its last two digits.</summary>
    internal void Write(Span<byte> destination)
    {
        destination[0] = (byte)Season;
        _ = AsciiDigits.TryWrite(destination[1..3], Local.Year % 100);
        _ = AsciiDigits.TryWrite(destination[3..5], Local.Month);
        _ = AsciiDigits.TryWrite(destination[5..7], Local.Day);
        _ = AsciiDigits.TryWrite(destination[7..9], Local.Hour);
        _ = AsciiDigits.TryWrite(destination[9..11], Local.Minute);
        _ = AsciiDigits.TryWrite(destination[11..13], Local.Second);
    }

    /// <summary>The 13 characters.</summary>
    public override string ToString() => string.Create(Length, this, static (chars, horodate) =>
    {
        Span<byte> bytes = stackalloc byte[Length];
        horodate.Write(bytes);
        System.Text.Encoding.ASCII.GetChars(bytes, chars);
    });

    Instant AtOffset(int hours) => new(Local.Ticks / TimeSpan.TicksPerSecond - UnixEpochSeconds - hours * 3600L);

    // Seconds from UTC; 0 where the season does not apply, -1 for a letter that is none.
    static int GetOffset(byte season) => season switch
    {
        (byte)'H' or (byte)'h' => 3600,
        (byte)'E' or (byte)'e' => 7200,
        (byte)' ' => 0,
        _ => -1,
    };
}
