using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// The address of a meter, 12 digits: ADCO in historic mode, ADSC in standard mode (EURIDIS: maker, year, type, serial).
/// It names a household, so <see cref="ToString"/> is masked; <see cref="ToDigits"/> is not.
/// </summary>
public readonly record struct MeterAddress : IComparable<MeterAddress>
{
    /// <summary>Digits of an address: 12.</summary>
    internal const int Length = 12;

    const long MaxValue = 999_999_999_999;

    /// <summary>The address whose twelve digits are a number, zeros on the left.</summary>
    /// <param name="value">0..999 999 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has a sign, or more digits.</exception>
    public MeterAddress(long value)
    {
        // One compare: what is below 0 is above all of them.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)value, (ulong)MaxValue, nameof(value));
        Value = value;
    }

    /// <summary>The twelve digits as a number, 0..999 999 999 999.</summary>
    public long Value { get; private init; }

    /// <summary>Reads exactly 12 digits; false on anything else, and then the value is the default.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out MeterAddress address)
    {
        var ok = AsciiDigits.TryParse(text, out var value) && text.Length == Length;
        address = FromDigits(ok ? value : 0);
        return ok;
    }

    /// <summary>Reads exactly 12 digits; false on anything else, and then the value is the default.</summary>
    public static bool TryParse(string? text, out MeterAddress address)
    {
        var ok = text is { Length: Length } && text.All(char.IsAsciiDigit);
        address = new(ok ? long.Parse(text!, CultureInfo.InvariantCulture) : 0);
        return ok;
    }

    /// <summary>Without a check: the decoder has seen that the number is of so many digits.</summary>
    internal static MeterAddress FromDigits(long value) => new() { Value = value };

    /// <summary>The twelve digits, for files that a machine reads.</summary>
    public string ToDigits() => Value.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Four digits, then stars, then the last three: enough to recognise one's own, not to name a stranger's.</summary>
    public override string ToString() => Mask.Digits(ToDigits());

    /// <summary>Whether so many digits differ from those of another address, or fewer.</summary>
    internal bool IsWithin(int digits, MeterAddress other)
    {
        for (var (mine, others) = (Value, other.Value); digits >= 0 && mine != others; (mine, others) = (mine / 10, others / 10))
        {
            digits -= mine % 10 == others % 10 ? 0 : 1;
        }

        return digits >= 0;
    }

    /// <inheritdoc/>
    public int CompareTo(MeterAddress other) => Value.CompareTo(other.Value);
}
