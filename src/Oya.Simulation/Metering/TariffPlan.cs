using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The state of a tariff at one moment.</summary>
/// <param name="Register">Supplier register in force, 1..6.</param>
/// <param name="Distributor">Distributor register in force: 1 off-peak or all hours, 2 peak.</param>
/// <param name="Today">Tempo colour in force; none for other tariffs.</param>
/// <param name="Tomorrow">Tempo colour of the next Tempo day; none until it is announced.</param>
/// <param name="Notice">True in the half-hour before a mobile peak.</param>
/// <param name="Peak">True during a mobile peak.</param>
readonly record struct TariffMoment(
    byte Register, byte Distributor, TempoColour Today, TempoColour Tomorrow, bool Notice, bool Peak)
{
    public bool IsOffPeak => Distributor == 1;
}

/// <summary>
/// The timetable of the tariffs. Every change is at a full or half hour, and therefore on the grid of the load. The
/// register does not change within a step.
/// </summary>
static class TariffPlan
{
    const int OneAm = 3600, SixAm = 6 * 3600, NoticeStart = 6 * 3600 + 1800, SevenAm = 7 * 3600;
    const int ElevenAm = 11 * 3600, TenPm = 22 * 3600;

    public static bool IsOffPeak(int second) => second is >= TenPm or < SixAm;

    public static TariffMoment At(MeterTariff tariff, CalendarDay day, int second) => tariff switch
    {
        MeterTariff.Base => new(1, 1, 0, 0, false, false),
        MeterTariff.HpHc => IsOffPeak(second) ? new(1, 1, 0, 0, false, false) : new(2, 2, 0, 0, false, false),
        MeterTariff.Tempo => Tempo(day, second),
        _ => Ejp(day, second),
    };

    /// <summary>
    /// A Tempo day runs from 06:00 to 06:00. The colour of the next day is announced at 11:00. Between midnight and
    /// 06:00, the next Tempo day is the one announced on the previous morning.
    /// </summary>
    static TariffMoment Tempo(CalendarDay day, int second)
    {
        var (today, tomorrow) = second < SixAm ? (day.ColourBefore, day.Colour)
            : second < ElevenAm ? (day.Colour, TempoColour.None)
            : (day.Colour, day.ColourAfter);
        var isOffPeak = IsOffPeak(second);
        var register = 2 * (int)today - (isOffPeak ? 1 : 0);
        return new((byte)register, (byte)(isOffPeak ? 1 : 2), today, tomorrow, false, false);
    }

    static TariffMoment Ejp(CalendarDay day, int second)
    {
        var isPeak = (day.IsPeak && second >= SevenAm) || (day.WasPeak && second < OneAm);
        var isNotice = day.IsPeak && second is >= NoticeStart and < SevenAm;
        return isPeak ? new(2, 2, 0, 0, false, true) : new(1, 1, 0, 0, isNotice, false);
    }
}
