using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The owner of a curve: a usage point, or a meter that is not in the registry.</summary>
/// <param name="UsagePoint">The usage point, or null.</param>
/// <param name="Meter">The meter, when there is no usage point.</param>
public readonly record struct CurveOwner(Prm? UsagePoint, MeterAddress? Meter)
{
    /// <summary>The 14 digits of a usage point or the 12 digits of a meter. The length tells them apart.</summary>
    public string Key => UsagePoint?.ToDigits() ?? Meter!.Value.ToDigits();

    /// <summary>An owner that is a usage point.</summary>
    public static CurveOwner From(Prm usagePoint) => new(usagePoint, null);

    /// <summary>An owner that is a meter without a registered usage point.</summary>
    public static CurveOwner From(MeterAddress meter) => new(null, meter);

    /// <summary>Parses 14 or 12 digits.</summary>
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

    /// <summary>A masked form for display.</summary>
    public override string ToString() => UsagePoint?.ToString() ?? Meter?.ToString() ?? "";
}
