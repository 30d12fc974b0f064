using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// The complete state of a meter at one second, as a frame shows it: registers, power, maxima of the day, load curve.
/// </summary>
sealed class MeterState
{
    // A meter may take up to 10 s after the end of a period to show its point (Enedis-NOI-CPT_54E §6.2.3.12).
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
        RecordPast(load, calendar, start);
        Energy = new(meter, load, calendar, start);
        _importAtHalfHour = Energy.ImportWh;
        _exportAtHalfHour = Energy.ExportWh;
        UpdateMaxima();
    }

    public SimulatedMeter Meter { get; }

    public EnergyMeter Energy { get; }

    /// <summary>The current second.</summary>
    public long Now => Energy.Now;

    public DayMaximum ImportMaximum => _importMaximum;

    public DayMaximum ExportMaximum => _exportMaximum;

    /// <summary>Imported apparent power, VA; 0 while exporting.</summary>
    public int ImportVa => Va(Math.Max(Energy.Watts, 0));

    /// <summary>Exported apparent power, VA.</summary>
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

            UpdateMaxima();
            if (Now % HalfHour.Seconds == 0)
            {
                CloseHalfHour();
            }
        }
    }

    /// <summary>A phase's part of a value. The three parts sum to the value.</summary>
    public int PhasePart(int phase, int value) => phase switch
    {
        1 => value * _share1 / 100,
        2 => value * _share2 / 100,
        _ => value - value * _share1 / 100 - value * _share2 / 100,
    };

    /// <summary>RMS voltage, with a new value every ten seconds.</summary>
    public int Volts(int phase) => _dice.Between(Purpose.Voltage, Now / 10 * 4 + phase, 228, 236);

    /// <summary>Mean voltage of the last complete ten-minute period (Enedis-NOI-CPT_54E §6.2.3.13).</summary>
    public int MeanVolts(int phase) => _dice.Between(Purpose.MeanVoltage, Now / 600 * 4 + phase, 230, 234);

    // A house is mostly resistive: a power factor of 0.97.
    static int Va(int watts) => (watts * 100 + 48) / 97;

    void UpdateMaxima()
    {
        _importMaximum.Update(ImportVa, Energy.Day, Now);
        _exportMaximum.Update(ExportVa, Energy.Day, Now);
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
    /// Simulates the time before the first midnight: a real meter already shows earlier half-hours and the maximum of
    /// the day before.
    /// </summary>
    void RecordPast(Load load, VillageCalendar calendar, long start)
    {
        const int PointCount = 3;
        var past = new EnergyMeter(Meter, load, calendar, start - PointCount * HalfHour.Seconds);
        for (var i = 0; i < PointCount; i++)
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
        _importMaximum.Update(va, yesterday, evening);
        _importMaximum.BeginDay(today);
        _exportMaximum.Update(_dice.Between(Purpose.PreviousMaximum, 3, 500, 2500), yesterday, noon);
        _exportMaximum.BeginDay(today);
    }
}
