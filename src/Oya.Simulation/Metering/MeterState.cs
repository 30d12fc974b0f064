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
    DayMaximum _drawnMaximum, _injectedMaximum;
    RecordedPoint _last, _previous, _oldest;
    long _drawnAtHalfHour, _injectedAtHalfHour;

    public MeterState(SimulatedMeter meter, Dice dice, Load load, VillageCalendar calendar, long start)
    {
        Meter = meter;
        _dice = dice;
        _refreshSeconds = dice.Between(Purpose.Trait, 20, 1, MaxRefreshSeconds);
        _share1 = meter.Phases == 1 ? 100 : dice.Between(Purpose.Trait, 21, 30, 55);
        _share2 = meter.Phases == 1 ? 0 : dice.Between(Purpose.Trait, 22, 15, 30);
        Past(load, calendar, start);
        Energy = new(meter, load, calendar, start);
        _drawnAtHalfHour = Energy.DrawnWh;
        _injectedAtHalfHour = Energy.InjectedWh;
        TakeMaxima();
    }

    public SimulatedMeter Meter { get; }

    public EnergyMeter Energy { get; }

    /// <summary>The second that is shown.</summary>
    public long Now => Energy.Now;

    public DayMaximum DrawnMaximum => _drawnMaximum;

    public DayMaximum InjectedMaximum => _injectedMaximum;

    /// <summary>Apparent power drawn, VA; 0 while injecting.</summary>
    public int DrawnVa => Va(Math.Max(Energy.Watts, 0));

    /// <summary>Apparent power injected, VA.</summary>
    public int InjectedVa => Va(Math.Max(-Energy.Watts, 0));

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
                _drawnMaximum.BeginDay(Energy.Day);
                _injectedMaximum.BeginDay(Energy.Day);
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
        _drawnMaximum.Take(DrawnVa, Energy.Day, Now);
        _injectedMaximum.Take(InjectedVa, Energy.Day, Now);
    }

    void CloseHalfHour()
    {
        var drawn = 2 * (int)(Energy.DrawnWh - _drawnAtHalfHour);
        var injected = 2 * (int)(Energy.InjectedWh - _injectedAtHalfHour);
        (_drawnAtHalfHour, _injectedAtHalfHour) = (Energy.DrawnWh, Energy.InjectedWh);
        Record(new(Now, Energy.Day.Horodate(Now), drawn, injected));
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
            var (drawn, injected) = (past.DrawnWh, past.InjectedWh);
            past.AdvanceTo(past.Now + HalfHour.Seconds);
            var at = calendar.Of(past.Now).Horodate(past.Now);
            Record(new(past.Now, at, 2 * (int)(past.DrawnWh - drawn), 2 * (int)(past.InjectedWh - injected)));
        }

        var today = calendar.Of(start);
        var yesterday = calendar.Of(today.Day.Previous);
        var evening = yesterday.End - _dice.Between(Purpose.PreviousMaximum, 0, 3 * 3600, 5 * 3600);
        var noon = yesterday.Start + _dice.Between(Purpose.PreviousMaximum, 1, 11 * 3600, 14 * 3600);
        var va = Meter.SubscribedKva * _dice.Between(Purpose.PreviousMaximum, 2, 500, 900);
        _drawnMaximum.Take(va, yesterday, evening);
        _drawnMaximum.BeginDay(today);
        _injectedMaximum.Take(_dice.Between(Purpose.PreviousMaximum, 3, 500, 2500), yesterday, noon);
        _injectedMaximum.BeginDay(today);
    }
}
