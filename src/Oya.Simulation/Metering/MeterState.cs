using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Everything that a frame shows of a meter at one second: registers, power, the day's maxima, its load curve.
/// </summary>
sealed class MeterState
{
    // The meter has up to 10 s after the end of a period to show its point (Enedis-NOI-CPT_54E §6.2.3.12).
    const int MaxRefreshSeconds = 10;

    readonly Dice _dice;
    readonly int _refreshSeconds;
    readonly int _share1, _share2;
    DayMaximum _importMaximum, _exportMaximum;
    RecordedPoint _last, _previous, _oldest;
    long _importAtHalfHour, _exportAtHalfHour;

    public MeterState(SimulatedMeter meter, Dice dice, Load load, VillageCalendar calendar, long start)
    {
        Meter = meter;
        _dice = dice;
        _refreshSeconds = dice.Between(Purpose.Trait, 20, 1, MaxRefreshSeconds);
        _share1 = meter.Phases == 1 ? 100 : dice.Between(Purpose.Trait, 21, 30, 55);
        _share2 = meter.Phases == 1 ? 0 : dice.Between(Purpose.Trait, 22, 15, 30);
        Past(load, calendar, start);
        Energy = new(meter, load, calendar, start);
        _importAtHalfHour = Energy.ImportWh;
        _exportAtHalfHour = Energy.ExportWh;
        TakeMaxima();
    }

    public SimulatedMeter Meter { get; }

    public EnergyMeter Energy { get; }

    /// <summary>The second that is shown.</summary>
    public long Now => Energy.Now;

    public DayMaximum ImportMaximum => _importMaximum;

    public DayMaximum ExportMaximum => _exportMaximum;

    /// <summary>Apparent power drawn, VA; 0 while injecting.</summary>
    public int ImportVa => Va(Math.Max(Energy.Watts, 0));

    /// <summary>Apparent power injected, VA.</summary>
    public int ExportVa => Va(Math.Max(-Energy.Watts, 0));

    /// <summary>The last point that the meter shows, and the one before it.</summary>
    public (RecordedPoint Last, RecordedPoint Previous) LoadCurve =>
        Now >= _last.End + _refreshSeconds ? (_last, _previous) : (_previous, _oldest);

    public void AdvanceTo(long time)
    {
        while (Now < time)
        {
            if (!Energy.AdvanceInStep(time))
            {
                return;
            }

            if (Now == Energy.Day.Start)
            {
                _importMaximum.BeginDay(Energy.Day);
                _exportMaximum.BeginDay(Energy.Day);
            }

            TakeMaxima();
            if (Now % HalfHour.Seconds == 0)
            {
                CloseHalfHour();
            }
        }
    }

    /// <summary>A phase's part of a value; the three parts add up to it.</summary>
    public int PhasePart(int phase, int value) => phase switch
    {
        1 => value * _share1 / 100,
        2 => value * _share2 / 100,
        _ => value - value * _share1 / 100 - value * _share2 / 100,
    };

    /// <summary>RMS voltage, a new one each ten seconds.</summary>
    public int Volts(int phase) => _dice.Between(Purpose.Voltage, Now / 10 * 4 + phase, 228, 236);

    /// <summary>Mean voltage of the last ten minutes that are over (Enedis-NOI-CPT_54E §6.2.3.13).</summary>
    public int MeanVolts(int phase) => _dice.Between(Purpose.MeanVoltage, Now / 600 * 4 + phase, 230, 234);

    // A house is mostly resistive: a power factor of 0.97.
    static int Va(int watts) => (watts * 100 + 48) / 97;

    void TakeMaxima()
    {
        _importMaximum.Take(ImportVa, Energy.Day, Now);
        _exportMaximum.Take(ExportVa, Energy.Day, Now);
    }

    void CloseHalfHour()
    {
        var import = 2 * (int)(Energy.ImportWh - _importAtHalfHour);
        var export = 2 * (int)(Energy.ExportWh - _exportAtHalfHour);
        (_importAtHalfHour, _exportAtHalfHour) = (Energy.ImportWh, Energy.ExportWh);
        Record(new(Now, Energy.Day.Horodate(Now), import, export));
    }

    void Record(RecordedPoint point) => (_last, _previous, _oldest) = (point, _last, _previous);

    /// <summary>
    /// A meter does not begin at the first midnight: it shows the half-hours and the maximum of the day before.
    /// </summary>
    void Past(Load load, VillageCalendar calendar, long start)
    {
        const int PointsKept = 3;
        var past = new EnergyMeter(Meter, load, calendar, start - PointsKept * HalfHour.Seconds);
        for (var i = 0; i < PointsKept; i++)
        {
            var (import, export) = (past.ImportWh, past.ExportWh);
            past.AdvanceTo(past.Now + HalfHour.Seconds);
            var at = calendar.GetDay(past.Now).Horodate(past.Now);
            Record(new(past.Now, at, 2 * (int)(past.ImportWh - import), 2 * (int)(past.ExportWh - export)));
        }

        var today = calendar.GetDay(start);
        var yesterday = calendar.GetDay(today.Day.Previous);
        var evening = yesterday.End - _dice.Between(Purpose.PreviousMaximum, 0, 3 * 3600, 5 * 3600);
        var noon = yesterday.Start + _dice.Between(Purpose.PreviousMaximum, 1, 11 * 3600, 14 * 3600);
        var va = Meter.SubscribedKva * _dice.Between(Purpose.PreviousMaximum, 2, 500, 900);
        _importMaximum.Take(va, yesterday, evening);
        _importMaximum.BeginDay(today);
        _exportMaximum.Take(_dice.Between(Purpose.PreviousMaximum, 3, 500, 2500), yesterday, noon);
        _exportMaximum.BeginDay(today);
    }
}
