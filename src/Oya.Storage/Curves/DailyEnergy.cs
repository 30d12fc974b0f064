using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>
/// The energy of a day, from the index at its two midnights. It needs neither half-hours nor consent.
/// </summary>
/// <param name="Owner">The owner.</param>
/// <param name="Meter">The meter at the end of the day.</param>
/// <param name="Day">The day.</param>
/// <param name="ImportWh">
/// Imported Wh; null when the index at a midnight is unknown, or the day is in quarantine.
/// </param>
/// <param name="ExportWh">Exported Wh; null for a meter that does not count export.</param>
/// <param name="ByRegister">Imported Wh by supplier register, for the registers that the meter sends.</param>
/// <param name="MeterChanged">Whether the usage point had two meters on that day.</param>
/// <param name="Quarantine">Why the energy is withheld, or none.</param>
/// <param name="Revision">0 for the first content, incremented with each change. Set by the store.</param>
public sealed record DailyEnergy(
    CurveOwner Owner, MeterAddress Meter, ParisDay Day, long? ImportWh, long? ExportWh,
    IReadOnlyList<RegisterEnergy> ByRegister, bool MeterChanged, Quarantine Quarantine, int Revision = 0)
{
    /// <summary>Both midnights are known and nothing is withheld.</summary>
    public bool Complete => ImportWh is not null;

    /// <summary><c>F1=1234|F2=567</c>.</summary>
    public string ByRegisterText => string.Join('|', ByRegister);
}

/// <summary>Energy in one supplier register.</summary>
/// <param name="Register">1..10.</param>
/// <param name="Wh">Imported Wh.</param>
public readonly record struct RegisterEnergy(int Register, long Wh)
{
    /// <summary><c>F1=1234</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"F{Register}={Wh}");

    /// <summary>Parses <see cref="DailyEnergy.ByRegisterText"/> as stored.</summary>
    internal static RegisterEnergy[] ParseAll(string text) =>
    [
        .. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            return new RegisterEnergy(
                int.Parse(part.AsSpan(1, equals - 1), CultureInfo.InvariantCulture),
                long.Parse(part.AsSpan(equals + 1), CultureInfo.InvariantCulture));
        }),
    ];
}
