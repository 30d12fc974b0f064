using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Whose curve it is: a usage point, or a meter that the registry does not know.</summary>
/// <param name="UsagePoint">The usage point, or null.</param>
/// <param name="Meter">The meter, when there is no usage point.</param>
public readonly record struct CurveOwner(Prm? UsagePoint, MeterAddress? Meter)
{
    /// <summary>14 digits of a usage point or 12 of a meter: the two cannot be taken for each other.</summary>
    public string Key => UsagePoint?.ToDigits() ?? Meter!.Value.ToDigits();

    /// <summary>A usage point.</summary>
    public static CurveOwner From(Prm usagePoint) => new(usagePoint, null);

    /// <summary>A meter without a registered usage point.</summary>
    public static CurveOwner From(MeterAddress meter) => new(null, meter);

    /// <summary>Reads 14 or 12 digits.</summary>
    public static bool TryParse(string text, out CurveOwner owner)
    {
        owner = Prm.TryParse(text, out var prm) ? From(prm)
            : MeterAddress.TryParse(text, out var meter) ? From(meter)
            : default;
        return owner != default;
    }

    internal static CurveOwner FromKey(string key) => key.Length == Prm.Length
        ? From(new Prm(long.Parse(key, CultureInfo.InvariantCulture)))
        : From(new MeterAddress(long.Parse(key, CultureInfo.InvariantCulture)));

    /// <summary>Masked, for people.</summary>
    public override string ToString() => UsagePoint?.ToString() ?? Meter?.ToString() ?? "";
}
