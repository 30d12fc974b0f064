using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// The address of a meter, 12 digits: ADCO in historic mode, ADSC in standard mode (EURIDIS: maker, year, type, serial).
/// It names a household, so <see cref="ToString"/> is masked; <see cref="ToDigits"/> is not.
/// </summary>
/// <param name="Value">The twelve digits as a number, 0..10¹² - 1.</param>
public readonly record struct MeterAddress(long Value) : IComparable<MeterAddress>
{
    /// <summary>Digits of an address: 12.</summary>
    public const int Length = 12;

    /// <summary>Reads exactly 12 digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out MeterAddress address)
    {
        var ok = AsciiDigits.TryParse(text, out var value) && text.Length == Length;
        address = new(ok ? value : 0);
        return ok;
    }

    /// <summary>Reads exactly 12 digits.</summary>
    public static bool TryParse(string? text, out MeterAddress address)
    {
        var ok = text is { Length: Length } && text.All(char.IsAsciiDigit);
        address = new(ok ? long.Parse(text!, CultureInfo.InvariantCulture) : 0);
        return ok;
    }

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
