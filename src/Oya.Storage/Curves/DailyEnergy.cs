using System.Globalization;
using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Energy of one day, from the index at its two midnights; it needs no half-hour and no consent.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Meter">The meter at the end of the day.</param>
/// <param name="Day">The day.</param>
/// <param name="ImportWh">Wh drawn; null while a midnight is not known, or the day is in quarantine.</param>
/// <param name="ExportWh">Wh injected; null for a meter that does not count it.</param>
/// <param name="ByRegister">Wh drawn by supplier register: those that the meter sends.</param>
/// <param name="MeterChanged">The usage point had two meters that day.</param>
/// <param name="Quarantine">Why the energy is held back, or none.</param>
/// <param name="Revision">0 for the first content, one more for each other content since. Given by the store.</param>
public sealed record DailyEnergy(
    CurveOwner Owner, MeterAddress Meter, ParisDay Day, long? ImportWh, long? ExportWh,
    IReadOnlyList<RegisterEnergy> ByRegister, bool MeterChanged, Quarantine Quarantine, int Revision = 0)
{
    /// <summary>Both midnights are known and nothing is held back.</summary>
    public bool Complete => ImportWh is not null;

    /// <summary><c>F1=1234|F2=567</c>.</summary>
    public string ByRegisterText => string.Join('|', ByRegister);
}

/// <summary>Energy in one supplier register.</summary>
/// <param name="Register">1..10.</param>
/// <param name="Wh">Wh drawn.</param>
public readonly record struct RegisterEnergy(int Register, long Wh)
{
    /// <summary><c>F1=1234</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"F{Register}={Wh}");

    /// <summary>Reads <see cref="DailyEnergy.ByRegisterText"/>, as a store keeps it.</summary>
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
