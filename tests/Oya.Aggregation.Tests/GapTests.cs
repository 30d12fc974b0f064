using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Tests gaps, power cuts and a degraded clock, mostly on 2026-01-15.</summary>
public class GapTests
{
    const string Date = "2026-01-15";

    [Fact]
    public async Task A_gap_inside_one_half_hour_changes_nothing()
    {
        using var world = await Built(Day.Cut(Clock("09:05"), Clock("09:20")));

        var points = await world.Released(Date);
        Assert.Equal(48, points.Count);
        Assert.All(points.Values, point => Assert.Equal("1200 B", point.Text()));
    }

    [Fact]
    public async Task A_gap_across_one_boundary_is_interpolated_and_marked()
    {
        // 900 Wh in the twenty minutes instead of 400.
        using var world = await Built(Day.Raise(Clock("09:40"), 500).Cut(Clock("09:20"), Clock("09:40")));

        var points = await world.Released(Date);
        Assert.Equal("1700 B iv=1", points[Stamp("09:30")].Text());
        Assert.Equal("1700 B iv=1", points[Stamp("10:00")].Text());
        Assert.Equal(1700, points[Stamp("09:30")].Wh + points[Stamp("10:00")].Wh);
        Assert.Equal(46, points.Values.Count(point => point.Text() == "1200 B"));
        Assert.Equal(29_300, points.Values.Sum(point => point.Wh));
        Assert.Equal(29_300, (await world.Daily(Date))!.ImportWh);
    }

    [Fact]
    public async Task A_gap_over_several_boundaries_leaves_a_hole_that_only_the_best_estimate_fills()
    {
        string[] hole = [Stamp("09:30"), Stamp("10:00"), Stamp("10:30"), Stamp("11:00"), Stamp("11:30")];
        using var world = await Built(Day.Cut(Clock("09:10"), Clock("11:20")));

        var raw = await world.Released(Date);
        Assert.Equal(43, raw.Count);
        Assert.All(hole, stamp => Assert.DoesNotContain(stamp, raw.Keys));
        Assert.All(raw.Values, point => Assert.Equal("1200 B", point.Text()));
        Assert.Equal(28_800, (await world.Daily(Date))!.ImportWh);

        var best = await world.Released(Date, best: true);
        Assert.Equal(48, best.Count);
        Assert.Equal(hole, best.Where(point => point.Value.Text() == "1200 E tc=C").Select(point => point.Key));
        Assert.Equal(28_800, best.Values.Sum(point => point.Wh));
    }

    [Fact] // With an energy that the half-hours do not divide evenly.
    public async Task The_best_estimate_sums_to_the_index_difference_for_any_energy_in_the_hole()
    {
        using var world = await Built(Day.Raise(Clock("11:20"), 1_234).Cut(Clock("09:10"), Clock("11:20")));

        var best = await world.Released(Date, best: true);
        Assert.Equal(28_800 + 1_234, best.Values.Sum(point => point.Wh));
        Assert.Equal(28_800 + 1_234, (await world.Daily(Date))!.ImportWh);
    }

    [Fact]
    public async Task A_power_cut_is_zero_and_not_a_hole()
    {
        // The meter counted nothing from 04:10 to 05:50: 100 minutes of 20 Wh.
        using var world = await Built(Day.Raise(Clock("05:50"), -2000).Cut(Clock("04:10"), Clock("05:50")));

        var points = await world.Released(Date);
        Assert.Equal(48, points.Count);
        Assert.Equal("400 B iv=2 ec=1", points[Stamp("04:30")].Text());
        Assert.Equal("0 B iv=2 ec=1", points[Stamp("05:00")].Text());
        Assert.Equal("0 B iv=2 ec=1", points[Stamp("05:30")].Text());
        Assert.Equal("400 B iv=2 ec=5", points[Stamp("06:00")].Text());
        Assert.Equal(44, points.Values.Count(point => point.Text() == "1200 B"));
        Assert.Equal(26_800, (await world.Daily(Date))!.ImportWh);
    }

    [Fact]
    public async Task A_power_cut_over_several_days_gives_the_same_days_for_any_build_order()
    {
        var before = Feed.Constant(World.Day(Date).Start, Clock("22:10")).ToList();
        var after = Feed.Constant(At("2026-01-18T10:20"), At("2026-01-19T00:01"), before[^1].Energy.ImportWh!.Value)
            .ToList();
        using var late = await Consented("2026-01-18");
        await late.Store(before);
        await late.Rebuild();
        await late.Store(after);
        await late.Rebuild();
        using var complete = await Consented("2026-01-18");
        await complete.Store([.. before, .. after]);
        await complete.Rebuild();

        string[] days = [Date, "2026-01-16", "2026-01-17", "2026-01-18"];
        foreach (var day in days)
        {
            Assert.Equal((await complete.Curve(day))!.Points, (await late.Curve(day))!.Points);
            Assert.Equal((await complete.Daily(day))!.ImportWh, (await late.Daily(day))!.ImportWh);
        }

        Assert.Equal(22 * 1200 + 200, (await late.Daily(Date))!.ImportWh);
        Assert.All((await late.Curve("2026-01-16"))!.Points, point => Assert.Equal("0 B iv=2 ec=1", point.Text()));
    }

    [Fact]
    public async Task A_degraded_clock_marks_its_half_hours_and_keeps_their_values()
    {
        using var world = await Built(Day.Select(reading => reading.At >= Clock("03:00") && reading.At < Clock("05:00")
            ? reading with { Clock = Teleinfo.ClockQuality.Degraded }
            : reading));

        var points = await world.Released(Date);
        Assert.Equal(48, points.Count);
        Assert.Equal(
            [Stamp("03:30"), Stamp("04:00"), Stamp("04:30"), Stamp("05:00")],
            points.Where(point => point.Value.Text() == "1200 B iv=2 ec=8").Select(point => point.Key));
        Assert.Equal(44, points.Values.Count(point => point.Text() == "1200 B"));
    }

    static IEnumerable<Teleinfo.Reading> Day => Feed.Constant(World.Day(Date));

    static Teleinfo.Instant Clock(string time) => At($"{Date}T{time}");

    static string Stamp(string time) => Clock(time).ToParisString();

    static async Task<World> Built(IEnumerable<Teleinfo.Reading> readings)
    {
        var world = await Consented(Date);
        await world.Store(readings);
        await world.Rebuild();
        return world;
    }
}
