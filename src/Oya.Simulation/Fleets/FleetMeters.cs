using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Who is in a fleet: each meter with its own address, contract, subscribed power and profile of the day.
/// </summary>
static class FleetMeters
{
    // A Tuesday evening of June: the roofs give their last, off-peak begins at 22:00, and no day of mobile peak makes
    // some frames longer than others.
    static readonly DateOnly Day = new(2026, 6, 16);

    public static FleetMeter[] Create(FleetKind kind, int meters, int seed)
    {
        var calendar = new VillageCalendar(seed);
        var options = new VillageOptions
        {
            Meters = meters, From = new(Day), Tariff = VillageTariff.Mixed, Seed = seed,
            Mode = kind == FleetKind.Historic ? VillageMode.Historic : VillageMode.Standard,
        };
        options.Validate();
        var single = Population.Create(options);
        var three = Population.Create(options with { Phases = 3 });
        var start = new ParisDay(Day).Start.UnixSeconds + 20 * 3600 + 40 * 60;
        var fleet = new FleetMeter[meters];
        for (var i = 0; i < meters; i++)
        {
            var dice = new Dice(seed, i);
            var meter = Chosen(kind, i, single[i], three[i]) with
            {
                TomorrowSlots = dice.Between(Purpose.DayProfile, 0, 1, 4),
            };
            fleet[i] = new(new(meter, dice, new HouseholdLoad(meter, dice), calendar, start));
        }

        return fleet;
    }

    static SimulatedMeter Chosen(FleetKind kind, int place, SimulatedMeter single, SimulatedMeter three) =>
        (kind, place % 20) switch
        {
            (FleetKind.Standard, < 15) => single,
            (FleetKind.Standard, < 18) => single with { IsProducer = true },
            (FleetKind.Standard, _) => three,
            (FleetKind.Historic, < 17) => single,
            (FleetKind.Historic, _) => three,
            _ => three with { IsProducer = true },
        };
}
