using System.Globalization;

namespace Oya.Teleinfo;

/// <summary>
/// A usage point (PRM, <i>point de référence mesure</i>), 14 digits: the place that a contract is for.
/// It is personal data, so <see cref="ToString"/> is masked; <see cref="ToDigits"/> is not.
/// </summary>
public readonly record struct Prm : IComparable<Prm>
{
    /// <summary>Digits of a PRM: 14.</summary>
    internal const int Length = 14;

    const long MaxValue = 99_999_999_999_999;

    /// <summary>The PRM whose fourteen digits are a number, zeros on the left.</summary>
    /// <param name="value">0..99 999 999 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has a sign, or more digits.</exception>
    public Prm(long value)
    {
        // One compare: what is below 0 is above all of them.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)value, (ulong)MaxValue, nameof(value));
        Value = value;
    }

    /// <summary>The fourteen digits as a number, 0..99 999 999 999 999.</summary>
    public long Value { get; private init; }

    /// <summary>Reads exactly 14 digits; false on anything else, and then the value is the default.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Prm prm)
    {
        var ok = AsciiDigits.TryParse(text, out var value) && text.Length == Length;
        prm = FromDigits(ok ? value : 0);
        return ok;
    }

    /// <summary>Reads exactly 14 digits; false on anything else, and then the value is the default.</summary>
    public static bool TryParse(string? text, out Prm prm)
    {
        var ok = text is { Length: Length } && text.All(char.IsAsciiDigit);
        prm = new(ok ? long.Parse(text!, CultureInfo.InvariantCulture) : 0);
        return ok;
    }

    /// <summary>Without a check: the decoder has seen that the number is of so many digits.</summary>
    internal static Prm FromDigits(long value) => new() { Value = value };

    /// <summary>The fourteen digits, for files that a machine reads.</summary>
    public string ToDigits() => Value.ToString("D14", CultureInfo.InvariantCulture);

    /// <summary>Four digits, then stars, then the last three.</summary>
    public override string ToString() => Mask.Digits(ToDigits());

    /// <inheritdoc/>
    public int CompareTo(Prm other) => Value.CompareTo(other.Value);
}
