using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// A usage point (PRM, <i>point de référence mesure</i>), 14 digits: the place that a contract is for.
/// It is personal data, so <see cref="ToString"/> is masked; <see cref="ToDigits"/> is not.
/// </summary>
/// <param name="Value">The fourteen digits as a number, 0..10¹⁴ - 1.</param>
public readonly record struct Prm(long Value) : IComparable<Prm>
{
    /// <summary>Digits of a PRM: 14.</summary>
    public const int Length = 14;

    /// <summary>Reads exactly 14 digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Prm prm)
    {
        var ok = AsciiDigits.TryParse(text, out var value) && text.Length == Length;
        prm = new(ok ? value : 0);
        return ok;
    }

    /// <summary>Reads exactly 14 digits.</summary>
    public static bool TryParse(string? text, out Prm prm)
    {
        var ok = text is { Length: Length } && text.All(char.IsAsciiDigit);
        prm = new(ok ? long.Parse(text!, CultureInfo.InvariantCulture) : 0);
        return ok;
    }

    /// <summary>The fourteen digits, for files that a machine reads.</summary>
    public string ToDigits() => Value.ToString("D14", CultureInfo.InvariantCulture);

    /// <summary>Four digits, then stars, then the last three.</summary>
    public override string ToString() => Mask.Digits(ToDigits());

    /// <inheritdoc/>
    public int CompareTo(Prm other) => Value.CompareTo(other.Value);
}
