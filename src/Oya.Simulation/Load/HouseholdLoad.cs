namespace Oya.Simulation;

/// <summary>
/// An invented household: a base load, a fridge, people who get up, cook and go to bed, heating by season, a water tank
/// in the off-peak hours, and a solar roof for a producer. The power is net: while the roof covers the house, nothing
/// is imported, and the surplus is exported.
/// </summary>
sealed class HouseholdLoad : Load
{
    // Steps of a slot: ten minutes, about the duration of a household activity.
    const int SlotSteps = 20;

    // Steps of a thermostat's cycle: twenty minutes.
    const int HeatingCycle = 40;

    // The activity of a house in each half-hour of its day, in percent of its maximum.
    static readonly byte[] WorkingDay =
    [
        6, 4, 3, 3, 3, 3, 3, 3, 4, 5, 10, 22, 48, 66, 60, 44, 28, 22, 20, 20, 20, 22, 28, 46,
        50, 38, 26, 20, 18, 18, 18, 20, 26, 34, 46, 60, 76, 92, 100, 98, 88, 76, 66, 56, 44, 32, 20, 11,
    ];

    static readonly byte[] Weekend =
    [
        12, 9, 6, 4, 3, 3, 3, 3, 3, 3, 4, 6, 10, 16, 28, 42, 54, 60, 60, 58, 56, 62, 76, 90,
        94, 82, 64, 52, 46, 42, 40, 40, 44, 50, 58, 68, 80, 92, 100, 96, 86, 78, 70, 62, 52, 42, 30, 20,
    ];

    readonly Dice _dice;
    readonly bool _hasTank;
    readonly int _standby, _fridge, _fridgePeriod, _fridgeOn, _phase;
    readonly int _activityWatts, _appliance, _heating, _tank, _tankDelay, _limit;
    readonly SolarRoof? _roof;

    public HouseholdLoad(SimulatedMeter meter, Dice dice)
    {
        _dice = dice;
        // Nine tenths: the imported power stays below the subscribed power, in VA too.
        _limit = meter.SubscribedKva * 900;
        _standby = Trait(1, 80, 220);
        _fridge = Trait(2, 60, 110);
        _fridgePeriod = Trait(3, 60, 100);
        _fridgeOn = _fridgePeriod * Trait(4, 30, 45) / 100;
        _phase = Trait(5, 0, 9999);
        _activityWatts = Trait(6, 250, 700);
        _appliance = Math.Min(1800, _limit / 2);
        _heating = Trait(7, 0, 99) < 55 ? meter.SubscribedKva * Trait(8, 180, 380) : 0;
        _hasTank = meter.Tariff is MeterTariff.HpHc or MeterTariff.Tempo;
        _tank = Math.Min(Trait(9, 12, 24) * 100, _limit / 2);
        _tankDelay = Trait(10, 0, 5400);
        _roof = meter.IsProducer ? new(Math.Min(Trait(11, 30, 60) * 100, _limit), dice) : null;
    }

    public override int WattsAt(long step, CalendarDay day, int second)
    {
        var slot = _dice.At(Purpose.Slot, step / SlotSteps);
        var activity = (day.IsWeekend ? Weekend : WorkingDay)[second / 1800];
        var watts = _standby
            + ((step + _phase) % _fridgePeriod < _fridgeOn ? _fridge : 0)
            + activity * _activityWatts * (50 + (int)(slot % 100)) / 10_000
            + (int)(_dice.At(Purpose.Flicker, step) % 24);
        // An oven, a kettle or a washing machine: in one slot of three at the busiest hour.
        if ((slot >> 8) % 1000 < (uint)activity * 3)
        {
            watts += _appliance / 3 + (int)((slot >> 24) % (uint)_appliance);
        }

        if (_heating > 0 && (step + _phase) % HeatingCycle < HeatingCycle * day.ColdPercent / 100)
        {
            watts += second is >= 23 * 3600 or < 5 * 3600 ? _heating * 6 / 10 : _heating;
        }

        watts += TankWatts(day, second);
        return Math.Min(watts, _limit) - (_roof?.WattsAt(step, day, slot) ?? 0);
    }

    /// <summary>
    /// The tank starts when the off-peak contact closes, with a delay that differs from house to house.
    /// </summary>
    int TankWatts(CalendarDay day, int second)
    {
        if (!_hasTank || !TariffPlan.IsOffPeak(second))
        {
            return 0;
        }

        var isEvening = second >= 22 * 3600;
        var elapsed = isEvening ? second - 22 * 3600 : second + 2 * 3600;
        var night = isEvening ? day.DayNumber : day.DayNumber - 1;
        var duration = _dice.Between(Purpose.WaterHeater, night, 5400, 12_600);
        return elapsed >= _tankDelay && elapsed < _tankDelay + duration ? _tank : 0;
    }

    int Trait(int number, int min, int max) => _dice.Between(Purpose.Trait, number, min, max);
}
