using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Creates the meters of a fleet, each with its own address, contract, subscribed power and day profile.
/// </summary>
static class FleetMeters
{
    // A Tuesday evening in June: the solar roofs still produce a little, off-peak begins at 22:00, and no mobile peak
    // makes some frames longer than others.
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
        var singlePhase = Population.Create(options);
        var threePhase = Population.Create(options with { Phases = 3 });
        var start = new ParisDay(Day).Start.UnixSeconds + 20 * 3600 + 40 * 60;
        var fleet = new FleetMeter[meters];
        for (var i = 0; i < meters; i++)
        {
            var dice = new Dice(seed, i);
            var meter = SelectMeter(kind, i, singlePhase[i], threePhase[i]) with
            {
                TomorrowSlots = dice.Between(Purpose.DayProfile, 0, 1, 4),
            };
            fleet[i] = new(new(meter, dice, new HouseholdLoad(meter, dice), calendar, start));
        }

        return fleet;
    }

    static SimulatedMeter SelectMeter(
        FleetKind kind, int index, SimulatedMeter singlePhase, SimulatedMeter threePhase) =>
        (kind, index % 20) switch
        {
            (FleetKind.Standard, < 15) => singlePhase,
            (FleetKind.Standard, < 18) => singlePhase with { IsProducer = true },
            (FleetKind.Standard, _) => threePhase,
            (FleetKind.Historic, < 17) => singlePhase,
            (FleetKind.Historic, _) => threePhase,
            _ => threePhase with { IsProducer = true },
        };
}
