using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>The contract of every curve store.</summary>
public abstract class CurveStoreContract(StorePlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Saved_days_are_read_back()
    {
        using var stores = place.Open();
        string[] days = ["2026-01-15", "2026-03-29", "2026-10-25"];
        Assert.Equal(6,
            await Save(stores, [.. days.Select(day => new BuiltDay(Daily(day, 1000), Curve(day, 500), []))]));

        var curves = await stores.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-12-31"),
            Token);
        Assert.Equal([48, 46, 50], curves.Select(curve => curve.Points.Count));
        foreach (var curve in curves)
        {
            var expected = Curve(curve.Day.ToString(), 500);
            Assert.Equal(expected.Points, curve.Points);
            Assert.Equal((expected.Owner, Quarantine.None, 0), (curve.Owner, curve.Quarantine, curve.Revision));
        }

        var daily = (await stores.Curves.ReadDailyAsync(null, Day("2026-03-29"), Day("2026-03-30"), Token)).Single();
        Assert.Equal(Daily("2026-03-29", 1000) with { ByRegister = daily.ByRegister }, daily);
        Assert.Equal("F1=700|F10=300", daily.ByRegisterText);
    }

    [Fact]
    public async Task Equal_content_makes_no_revision_and_changed_content_does()
    {
        using var stores = place.Open();
        Assert.Equal(2, await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), Curve("2026-01-15", 500), [])));
        Assert.Equal(0, await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), Curve("2026-01-15", 500), [])));
        Assert.Equal(1, await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), Curve("2026-01-15", 501), [])));
        Assert.Equal(1, await Save(stores, new BuiltDay(Daily("2026-01-15", null), Curve("2026-01-15", 501), [])));
        Assert.Equal(
            1, await Save(stores, new BuiltDay(
                Daily("2026-01-15", null), Curve("2026-01-15", 501) with { Quarantine = Quarantine.Decrease }, [])));

        Assert.Equal(2, (await Read(stores)).Single().Revision);
        Assert.Equal(Quarantine.Decrease, (await Read(stores)).Single().Quarantine);
        Assert.Equal(1, (await stores.Curves.ReadDailyAsync(
            CurveOwner.From(Point), Day("2026-01-15"), Day("2026-01-16"), Token)).Single().Revision);
    }

    [Fact]
    public async Task A_day_without_a_curve_removes_the_stored_curve()
    {
        using var stores = place.Open();
        await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), Curve("2026-01-15", 500), []));
        Assert.Equal(1, await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), null, [])));
        Assert.Empty(await Read(stores));
        Assert.Equal(0, await Save(stores, new BuiltDay(Daily("2026-01-15", 1000), null, [])));
    }

    [Fact]
    public async Task Spans_are_half_open_and_owners_are_in_order()
    {
        using var stores = place.Open();
        Assert.Null(await stores.Curves.SpanAsync(Token));
        var meter = CurveOwner.From(new MeterAddress(41));
        await Save(
            stores,
            new BuiltDay(Daily("2026-01-16", 2), null, []), new BuiltDay(Daily("2026-01-15", 1), null, []),
            new BuiltDay(Daily("2026-01-15", 3, meter), null, []), new BuiltDay(Daily("2026-01-17", 4), null, []));

        var all = await stores.Curves.ReadDailyAsync(null, Day("2026-01-15"), Day("2026-01-17"), Token);
        Assert.Equal([3, 1, 2], all.Select(daily => daily.ImportWh ?? 0));
        Assert.Equal(meter, all[0].Owner);
        Assert.Equal((Day("2026-01-15"), Day("2026-01-17")), await stores.Curves.SpanAsync(Token));
    }

    [Fact]
    public async Task A_mark_is_cleared_with_the_day_that_was_built_from_it()
    {
        using var stores = place.Open();
        await stores.Store(Reading("2026-01-15T12:00", 1000));
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        Assert.Equal(2, await stores.Curves.SaveAsync(
            [new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), marks)], marks, Token));
        Assert.Empty(await stores.Readings.ListDirtyDaysAsync(Token));
    }

    [Fact]
    public async Task A_day_built_before_the_latest_readings_is_not_saved_and_its_mark_remains()
    {
        using var stores = place.Open();
        await stores.Store(Reading("2026-01-15T12:00", 1000));
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Store(Reading("2026-01-15T13:00", 1001));
        Assert.Equal(0, await stores.Curves.SaveAsync(
            [new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), marks)], marks, Token));

        Assert.Empty(await Read(stores));
        Assert.Single(await stores.Readings.ListDirtyDaysAsync(Token));
    }

    [Fact]
    public async Task A_slower_rebuild_does_not_undo_a_faster_one()
    {
        using var stores = place.Open();
        await stores.Store(Reading("2026-01-15T12:00", 1000));
        var slow = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Store(Reading("2026-01-15T13:00", 1001));
        var fast = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Curves.SaveAsync([new(Daily("2026-01-15", 2), Curve("2026-01-15", 502), fast)], fast, Token);
        // The day is dirty again: its mark must not reuse an earlier version.
        await stores.Store(Reading("2026-01-15T14:00", 1002));
        await stores.Curves.SaveAsync([new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), slow)], slow, Token);

        Assert.Equal(502, (await Read(stores)).Single().Points[0].Wh);
        Assert.Single(await stores.Readings.ListDirtyDaysAsync(Token));
    }

    static Task<int> Save(Stores stores, params BuiltDay[] days) => stores.Curves.SaveAsync(days, [], Token);

    static Task<IReadOnlyList<LoadCurve>> Read(Stores stores) => stores.Curves.ReadCurvesAsync(
        CurveOwner.From(Point), Day("2026-01-15"), Day("2026-01-16"), Token);
}
