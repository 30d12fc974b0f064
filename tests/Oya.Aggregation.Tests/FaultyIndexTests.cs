using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>An index that starts anew, falls, or jumps: CURVES 6; all on 2026-01-15.</summary>
public class FaultyIndexTests
{
    const string Date = "2026-01-15";

    static readonly MeterAddress NewMeter = new(051976000654);

    [Fact] // Case 24
    public async Task A_meter_swap_adds_what_both_have_counted()
    {
        using var world = await Swapped();
        await world.Store(
        [
            .. Feed.Constant(Day(Date).Start, Clock("10:12"), 12_333_438),
            .. Feed.Constant(Clock("10:20"), Day(Date).End.AddSeconds(60), 0, NewMeter),
        ]);
        await world.Rebuild();

        var daily = (await world.Daily(Date))!;
        Assert.Equal(12_240 + 16_400, daily.ImportWh);
        Assert.Equal("F1=28640", daily.ByRegisterText);
        Assert.True(daily.MeterChanged);
        Assert.Equal(NewMeter, daily.Meter);
        var points = await world.Released(Date);
        Assert.Equal(48, points.Count);
        Assert.Equal(440, points[Clock("10:30").ToParisString()].Wh);
        Assert.Equal("880 B iv=1", points[Clock("10:30").ToParisString()].Text());
        Assert.Equal(47, points.Values.Count(point => point.Text() == "1200 B"));
        var slot = (await world.Curve(Date))!.Points[20];
        Assert.Equal(1320, slot.CoverageSeconds);
        Assert.Equal(28_640, points.Values.Sum(point => point.Wh));
    }

    [Theory] // Case 24
    [InlineData("10:05", true)]
    [InlineData("10:30", true)]
    [InlineData("12:00", true)]
    [InlineData("10:05", false)]
    [InlineData("10:15", false)]
    [InlineData("10:30", false)]
    public async Task A_meter_swap_is_where_the_readings_say_whatever_hour_the_registry_has(string hour, bool consented)
    {
        using var world = await Swapped(hour, consented);
        await world.Store(
        [
            .. Feed.Constant(Day(Date).Start, Clock("10:12"), 12_333_438),
            .. Feed.Constant(Clock("10:20"), Day(Date).End.AddSeconds(60), 0, NewMeter),
        ]);
        await world.Rebuild();

        Assert.Equal(12_240 + 16_400, (await world.Daily(Date))!.ImportWh);
    }

    [Fact] // Case 24
    public async Task A_swap_with_an_hour_of_silence_between_the_meters_has_no_energy()
    {
        using var world = await Swapped();
        await world.Store(
        [
            .. Feed.Constant(Day(Date).Start, Clock("09:30"), 12_333_438),
            .. Feed.Constant(Clock("10:20"), Day(Date).End.AddSeconds(60), 0, NewMeter),
        ]);
        await world.Rebuild();

        Assert.Null((await world.Daily(Date))!.ImportWh);
        Assert.False((await world.Daily(Date))!.Complete);
    }

    [Fact] // Case 24
    public async Task A_new_meter_that_has_sent_nothing_yet_stops_nobody()
    {
        using var world = await Swapped();
        await world.Store(Feed.Constant(Day(Date).Start, Clock("10:12"), 12_333_438));
        await world.Rebuild();

        Assert.Null((await world.Daily(Date))!.ImportWh);
        Assert.Equal(20, (await world.Released(Date)).Count);
    }

    [Fact] // Case 26
    public async Task A_fall_of_the_index_holds_the_day_back()
    {
        using var world = await Consented(Date);
        var at = Clock("12:10");
        await world.Store(Feed.Constant(Day(Date)).Raise(at, -678 - 20));
        await world.Rebuild();

        var curve = (await world.Curve(Date))!;
        Assert.Equal(Quarantine.Decrease, curve.Quarantine);
        Assert.Equal(2, (int)curve.Quarantine);
        Assert.Equal((null, Absence.Decrease), (curve.Points[24].Wh, curve.Points[24].Absence));
        Assert.Equal(47, curve.Present);
        Assert.Null((await world.Daily(Date))!.ImportWh);
        Assert.Equal(Quarantine.Decrease, (await world.Daily(Date))!.Quarantine);
        Assert.Empty(await world.Released(Date));
        var result = await world.Publication.PublishAsync(Day(Date), Token);
        Assert.Equal((0, 0), (result.Released, result.Points));
        Assert.Equal(1, result.Withheld["quarantined"]);
    }

    [Fact] // Case 34
    public async Task More_than_the_subscribed_power_allows_is_held_back()
    {
        using var world = await Consented(Date);
        await world.Register(Entry("2020-01-01", kva: 3));
        await world.Store(Feed.Constant(Day(Date)).Raise(Clock("12:10"), 29_520_000));
        await world.Rebuild();

        Assert.Equal((null, Quarantine.TooHigh),
            ((await world.Daily(Date))!.ImportWh, (await world.Daily(Date))!.Quarantine));
        Assert.Empty(await world.Released(Date));
        Assert.Equal(0, (await world.Publication.PublishAsync(Day(Date), Token)).Released);
    }

    [Theory] // Case 34
    [InlineData(72_000, true)]
    [InlineData(72_001, false)]
    public async Task Seventy_two_kWh_are_what_3_kVA_can_draw_in_a_day(int wh, bool shown)
    {
        using var world = await Consented(Date);
        await world.Register(Entry("2020-01-01", kva: 3));
        await world.Store(Feed.Follow(
            Day(Date).Start, [.. Enumerable.Range(0, 48).Select(i => 1500 + (i == 47 ? wh - 72_000 : 0))]));
        await world.Rebuild();

        Assert.Equal(shown ? wh : null, (await world.Daily(Date))!.ImportWh);
    }

    [Fact]
    public async Task A_total_that_no_register_can_hold_stops_nobody()
    {
        using var world = await Consented(Date);
        await world.Register(Entry("2020-01-01", kva: 0));
        // Historic mode adds six registers up: all of them wrong at once.
        await world.Store(Feed.Constant(Day(Date)).Select(reading => reading.At < Clock("12:10")
            ? reading
            : reading with { Energy = new() { ImportWh = 5_900_000_000 } }));
        await world.Rebuild();

        Assert.Equal(Quarantine.TooHigh, (await world.Curve(Date))!.Quarantine);
        Assert.Null((await world.Daily(Date))!.ImportWh);
    }

    static Instant Clock(string time) => At($"{Date}T{time}");

    static async Task<World> Swapped(string hour = "10:12", bool consented = true)
    {
        var world = consented ? await Consented(Date) : await After(Date);
        await world.Register(
            Entry("2020-01-01", to: $"{Date}T{hour}"), Entry($"{Date}T{hour}", meter: NewMeter));
        return world;
    }
}
