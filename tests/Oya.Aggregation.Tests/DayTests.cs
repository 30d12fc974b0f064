using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Whole days of 46, 48 and 50 half-hours, CURVES 6.</summary>
public class DayTests
{
    [Fact] // Case 1
    public async Task A_normal_day_has_48_points_of_1200_W()
    {
        using var world = await Constant("2026-01-15");
        var day = Day("2026-01-15");

        Assert.Equal(At("2026-01-14T23:00:00Z"), day.Start);
        Assert.Equal(At("2026-01-15T23:00:00Z"), day.End);
        var points = await world.Released("2026-01-15");
        Assert.Equal(48, points.Count);
        Assert.Equal("2026-01-15T00:30:00+01:00", points.First().Key);
        Assert.Equal("2026-01-16T00:00:00+01:00", points.Last().Key);
        Assert.All(points.Values, point => Assert.Equal("1200 B", point.Text()));
        Assert.Equal(28_800, points.Values.Sum(point => point.Watts) / 2);
        Assert.Equal(28_800, (await world.Daily("2026-01-15"))!.ImportWh);
    }

    [Fact] // Case 2
    public async Task The_spring_day_has_46_points_and_no_gap()
    {
        using var world = await Constant("2026-03-29");

        var points = await world.Released("2026-03-29");
        Assert.Equal(46, points.Count);
        Assert.Equal(27_600, points.Values.Sum(point => point.Wh));
        Assert.Equal(
            ["2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00"],
            points.Keys.Skip(2).Take(3));
        Assert.All(points.Values, point => Assert.Equal("1200 B", point.Text()));
        Assert.Equal(27_600, (await world.Daily("2026-03-29"))!.ImportWh);
        Assert.Equal("2026-03-29T22:00:00Z", Day("2026-03-29").End.ToString());
    }

    [Fact] // Case 3
    public async Task The_autumn_day_has_50_points_with_distinct_stamps()
    {
        using var world = await Constant("2026-10-25");

        var points = await world.Released("2026-10-25");
        Assert.Equal(50, points.Count);
        Assert.Equal(30_000, points.Values.Sum(point => point.Wh));
        Assert.Equal(
            [
                "2026-10-25T01:30:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00",
            ],
            points.Keys.Skip(2).Take(6));
        Assert.Equal(30_000, (await world.Daily("2026-10-25"))!.ImportWh);
        Assert.Equal("2026-10-25T23:00:00Z", Day("2026-10-25").End.ToString());
    }

    [Fact] // Case 33
    public async Task A_day_of_zero_is_48_points_of_zero()
    {
        using var world = await Consented("2026-01-15");
        await world.Store(Feed.Follow(Day("2026-01-15").Start, new int[48]));
        await world.Rebuild();

        var points = await world.Released("2026-01-15");
        Assert.Equal(48, points.Count);
        Assert.All(points.Values, point => Assert.Equal("0 B", point.Text()));
        var daily = (await world.Daily("2026-01-15"))!;
        Assert.Equal((0L, true), (daily.ImportWh, daily.Complete));
    }

    [Fact] // Case 25
    public async Task A_rollover_inside_a_half_hour_loses_nothing()
    {
        using var world = await Consented("2026-01-15");
        // 999 999 800 at 12:00, so 000 000 400 at 12:30.
        var noon = (At("2026-01-15T12:00").UnixSeconds - Day("2026-01-15").Start.UnixSeconds) / 60 * 20;
        await world.Store(Feed.Constant(Day("2026-01-15").Start, Day("2026-01-15").End, 999_999_800 - noon));
        await world.Rebuild();

        var points = await world.Released("2026-01-15");
        Assert.Equal(600, points["2026-01-15T12:30:00+01:00"].Wh);
        Assert.Equal("1200 B", points["2026-01-15T12:30:00+01:00"].Text());
        Assert.Equal(48, points.Count);
        Assert.Equal(28_800, (await world.Daily("2026-01-15"))!.ImportWh);
        Assert.Equal("F1=28800", (await world.Daily("2026-01-15"))!.ByRegisterText);
    }

    static async Task<World> Constant(string day)
    {
        var world = await Consented(day);
        await world.Store(Feed.Constant(Day(day)));
        await world.Rebuild();
        return world;
    }
}
