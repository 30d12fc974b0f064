using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>What a tariff says at one moment.</summary>
/// <param name="Register">Supplier register in force, 1..6.</param>
/// <param name="Distributor">Distributor register in force: 1 off-peak or all hours, 2 peak.</param>
/// <param name="Today">Tempo colour in force; none for other tariffs.</param>
/// <param name="Tomorrow">Tempo colour of the next Tempo day; none while it is not announced.</param>
/// <param name="Notice">The half-hour before a mobile peak.</param>
/// <param name="Peak">A mobile peak is running.</param>
readonly record struct TariffMoment(
    byte Register, byte Distributor, TempoColour Today, TempoColour Tomorrow, bool Notice, bool Peak)
{
    public bool IsOffPeak => Distributor == 1;
}

/// <summary>
/// The clockwork of the tariffs. Every change falls on a whole half-hour, hence on the grid of the load: inside one of
/// its steps the register does not change.
/// </summary>
static class TariffPlan
{
    const int One = 3600, Six = 6 * 3600, Notice = 6 * 3600 + 1800, Seven = 7 * 3600;
    const int Eleven = 11 * 3600, TwentyTwo = 22 * 3600;

    public static bool IsOffPeak(int second) => second is >= TwentyTwo or < Six;

    public static TariffMoment At(MeterTariff tariff, CalendarDay day, int second) => tariff switch
    {
        MeterTariff.Base => new(1, 1, 0, 0, false, false),
        MeterTariff.HpHc => IsOffPeak(second) ? new(1, 1, 0, 0, false, false) : new(2, 2, 0, 0, false, false),
        MeterTariff.Tempo => Tempo(day, second),
        _ => Ejp(day, second),
    };

    /// <summary>
    /// A Tempo day runs from 06:00 to 06:00. Its successor is announced at 11:00; between midnight and 06:00 the next
    /// Tempo day is the one announced the morning before.
    /// </summary>
    static TariffMoment Tempo(CalendarDay day, int second)
    {
        var (today, tomorrow) = second < Six ? (day.ColourBefore, day.Colour)
            : second < Eleven ? (day.Colour, TempoColour.None)
            : (day.Colour, day.ColourAfter);
        var isOffPeak = IsOffPeak(second);
        var register = 2 * (int)today - (isOffPeak ? 1 : 0);
        return new((byte)register, (byte)(isOffPeak ? 1 : 2), today, tomorrow, false, false);
    }

    static TariffMoment Ejp(CalendarDay day, int second)
    {
        var isPeak = (day.IsPeak && second >= Seven) || (day.WasPeak && second < One);
        var isNotice = day.IsPeak && second is >= Notice and < Seven;
        return isPeak ? new(2, 2, 0, 0, false, true) : new(1, 1, 0, 0, isNotice, false);
    }
}
