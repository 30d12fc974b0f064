using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Tests the deletion of old data. The 35th day before 19 February is 15 January.</summary>
public class RetentionTests
{
    const string Curves = "select day, wh, revision from load_curve order by day";

    [Fact]
    public async Task Readings_are_deleted_after_35_days_and_their_curve_remains()
    {
        using var world = await Consented("2026-02-18");
        await world.Store(Feed.Constant(At("2026-01-14"), At("2026-01-16")));

        Assert.Equal(new(1440, 0, 0), await Run(world));
        Assert.Equal(new(0, 0, 0), await Run(world));
        Assert.Equal((48, 48), ((await world.Curve("2026-01-14"))!.Present, (await world.Curve("2026-01-15"))!.Present));
    }

    [Fact]
    public async Task A_late_reading_does_not_change_a_day_whose_readings_are_deleted()
    {
        using var world = await Consented("2026-02-18");
        await world.Store(Feed.Constant(At("2026-01-13"), At("2026-01-15")));
        await Run(world);
        var before = world.Rows(Curves);
        await world.Store(Feed.Constant(At("2026-01-13"), At("2026-01-14")).Where((_, i) => i % 100 == 7));

        var built = await world.Rebuild();
        Assert.Equal(0, built.Changed);
        Assert.True(built.Kept > 0);
        Assert.Equal(before, world.Rows(Curves));
        Assert.Empty(await world.Stores.Readings.ListDirtyDaysAsync(Token));
    }

    static Task<RetentionResult> Run(World world) =>
        new Retention(world.Stores, new(), world.Clock).RunAsync(Token);
}
