using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>What every store of consents does.</summary>
public abstract class ConsentStoreContract(StorePlace place) : IDisposable
{
    static readonly Prm Other = new(14500000000002);

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_ledger_gives_back_what_was_added_in_its_order()
    {
        using var stores = place.Open();
        ConsentEvent[] acts =
        [
            Act(ConsentAct.Requested, "2026-01-09"),
            Act(ConsentAct.Activated, "2026-01-10", ConsentKind.Enregistrement) with { Expires = At("2027-01-01"),
                Reference = "R1" },
        ];
        await stores.Consents.ChangeAsync([Point], _ => new(acts, [new(Point, At("2026-01-10"), At("2026-02-01"))]),
            Token);
        LedgerHead seen = default;
        await stores.Consents.ChangeAsync([Other, Point], before =>
        {
            seen = before.Head;
            return before.UsagePoint == Other
                ? new([Act(ConsentAct.Activated, "2026-01-11") with { UsagePoint = Other }], [])
                : new([Act(ConsentAct.Withdrawn, "2026-01-12")], []);
        }, Token);

        var snapshot = await stores.Consents.ReadAsync(Point, Token);
        Assert.Equal([acts[0] with { Sequence = 1 }, acts[1] with { Sequence = 2 }], snapshot.Events.Take(2));
        Assert.Equal([1L, 2L, 4L], snapshot.Events.Select(e => e.Sequence));
        Assert.Equal(new(3, "hash of Activated 2026-01-11"), seen);
        Assert.Equal(new(4, "hash of Withdrawn 2026-01-12"), snapshot.Head);
        Assert.Empty(await stores.Consents.ReadPermitsAsync(Point, Token));
    }

    [Fact]
    public async Task A_change_that_fails_for_one_usage_point_leaves_nothing_of_any()
    {
        using var stores = place.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stores.Consents.ChangeAsync(
            [Point, Other],
            before => before.UsagePoint == Other
                ? throw new InvalidOperationException("no")
                : new([Act(ConsentAct.Activated, "2026-01-10")], [new(Point, At("2026-01-10"), null)]),
            Token));

        Assert.Empty((await stores.Consents.ReadAsync(Point, Token)).Events);
        Assert.Empty(await stores.Consents.ReadPermitsAsync(Point, Token));
        // And the store goes on.
        await stores.Permit("2026-01-01");
        Assert.Single(await stores.Consents.ReadPermitsAsync(Point, Token));
    }

    [Fact]
    public async Task Permits_are_those_of_the_last_change_in_order()
    {
        using var stores = place.Open();
        await stores.SetPermits(
            Point, new(Point, At("2026-02-01"), null), new CollectionPermit(Point, At("2026-01-01"), At("2026-01-15")));
        Assert.Equal(
            [new(Point, At("2026-01-01"), At("2026-01-15")), new CollectionPermit(Point, At("2026-02-01"), null)],
            await stores.Consents.ReadPermitsAsync(Point, Token));
        await stores.SetPermits(Point);
        Assert.Empty(await stores.Consents.ReadPermitsAsync(Point, Token));
    }

    [Fact]
    public async Task The_registry_counts_what_is_new_or_changed()
    {
        using var stores = place.Open();
        RegistryEntry[] entries = [Entry(to: "2026-01-10"), Entry("2026-01-10", holder: "bela"),
            Entry(meter: new(2), point: Other)];
        Assert.Equal(3, await stores.Consents.ImportRegistryAsync(entries, _ => [], Token));
        Assert.Equal(0, await stores.Consents.ImportRegistryAsync(entries, _ => [], Token));
        Assert.Equal(1, await stores.Consents.ImportRegistryAsync([entries[1] with { Kva = 12 }], _ => [], Token));

        Assert.Equal([entries[0], entries[1] with { Kva = 12 }, entries[2]],
            await stores.Consents.ReadRegistryAsync(Token));
        Assert.Equal([entries[0], entries[1] with { Kva = 12 }],
            (await stores.Consents.ReadAsync(Point, Token)).Registry);
    }

    [Fact]
    public async Task A_permit_taken_back_removes_all_but_the_first_and_the_last_reading_of_each_day()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(Days("2026-01-14", 3));
        await Build(stores, "2026-01-14", "2026-01-15", "2026-01-16");
        await stores.SetPermits(Point, new CollectionPermit(Point, At("2026-01-01"), At("2026-01-15T12:00")));

        var index = await stores.Readings.ReadIndexAsync(Meter, At("2026-01-14"), At("2026-01-17"), Token);
        Assert.Equal(
            [
                .. Enumerable.Range(0, 36).Select(hour => At("2026-01-14").AddSeconds(hour * 3600)),
                At("2026-01-15T23:00"),
                At("2026-01-16T00:00"), At("2026-01-16T23:00"),
            ],
            index.Select(point => point.At));
        // The curves of these days and of the one before go at once, and all are to be built anew.
        Assert.Empty(await stores.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-14"), Day("2026-01-17"),
            Token));
        Assert.Equal(
            ["2026-01-14", "2026-01-15", "2026-01-16"],
            (await stores.Readings.ListDirtyDaysAsync(Token)).Select(dirty => dirty.Day.ToString()));
        var (_, last) = await stores.Readings.ReadAroundAsync(Meter, At("2026-01-16T12:00"), Token);
        Assert.Null(last!.Value.LastPoint);
    }

    [Fact]
    public async Task A_permit_taken_back_touches_nobody_else()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        await stores.Permit("2026-01-01", entry: Entry(meter: new(2), point: Other));
        await stores.Store(Days("2026-01-15", 1));
        await stores.Store(Days("2026-01-15", 1).Select(reading => reading with { Meter = new(2) }));
        await Build(stores, "2026-01-15");
        await stores.Curves.SaveAsync(
            [new(Daily("2026-01-15", 1, CurveOwner.From(Other)), Curve("2026-01-15", 1, CurveOwner.From(Other)), [])],
                [], Token);
        await stores.SetPermits(Point);

        Assert.Equal(24,
            (await stores.Readings.ReadIndexAsync(new(2), At("2026-01-15"), At("2026-01-16"), Token)).Count);
        Assert.Single(await stores.Curves.ReadCurvesAsync(CurveOwner.From(Other), Day("2026-01-15"),
            Day("2026-01-16"), Token));
        Assert.All(await stores.Readings.ListDirtyDaysAsync(Token), dirty => Assert.Equal(Meter, dirty.Meter));
    }

    [Fact]
    public async Task An_entry_that_ends_earlier_than_was_known_leaves_no_reading_and_no_curve_behind()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(Days("2026-01-15", 2));
        await Build(stores, "2026-01-15", "2026-01-16");
        await stores.Consents.ImportRegistryAsync(
            [Entry(to: "2026-01-15T12:00")], _ => [new(Point, At("2026-01-01"), At("2026-01-15T12:00"))], Token);

        Assert.Equal(
            ["13", "2"],
            (await stores.Readings.ReadIndexAsync(Meter, At("2026-01-15"), At("2026-01-17"), Token))
                .CountBy(point => ParisDay.Containing(point.At)).Select(day => $"{day.Value}"));
        Assert.Empty(await stores.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-15"), Day("2026-01-17"),
            Token));
        Assert.Equal(
            ["2026-01-15"],
            (await stores.Curves.ReadDailyAsync(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-02-01"), Token))
                .Select(daily => daily.Day.ToString()));
    }

    [Fact]
    public async Task A_meter_that_moves_keeps_what_the_new_place_permits()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        await stores.SetPermits(Other, new CollectionPermit(Other, At("2026-01-01"), null));
        await stores.Store(Days("2026-01-15", 2));
        await stores.Consents.ImportRegistryAsync(
            [Entry(to: "2026-01-16"), Entry("2026-01-16", point: Other)],
            snapshot => [new(snapshot.UsagePoint, At("2026-01-01"), null)], Token);

        Assert.Equal(48,
            (await stores.Readings.ReadIndexAsync(Meter, At("2026-01-15"), At("2026-01-17"), Token)).Count);
        Assert.NotNull(await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-16T23:00"), Token));
    }

    [Fact]
    public async Task A_registry_that_comes_later_takes_the_days_of_its_meters_over()
    {
        using var stores = place.Open();
        await stores.Store(Days("2026-01-14", 3));
        var address = CurveOwner.From(Meter);
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Curves.SaveAsync(
            [.. marks.Select(mark => new BuiltDay(Daily(mark.Day.ToString(), 5, address), null, [mark]))], marks,
                Token);
        await stores.Consents.ImportRegistryAsync([Entry("2026-01-15")], _ => [], Token);

        Assert.Equal(
            ["2026-01-15", "2026-01-16"],
            (await stores.Readings.ListDirtyDaysAsync(Token)).Select(dirty => dirty.Day.ToString()));
        Assert.Equal(
            ["2026-01-13", "2026-01-14"],
            (await stores.Curves.ReadDailyAsync(address, Day("2026-01-01"), Day("2026-01-15"), Token))
                .Concat(await stores.Curves.ReadDailyAsync(address, Day("2026-01-15"), Day("2026-02-01"), Token))
                .Select(daily => daily.Day.ToString()));
    }

    static IEnumerable<Reading> Days(string day, int count) => Enumerable.Range(0, count * 24)
        .Select(hour => Reading(At(day).AddSeconds(hour * 3600), 1000 + hour));

    static async Task Build(Stores stores, params string[] days)
    {
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Curves.SaveAsync([.. days.Select(day => new BuiltDay(Daily(day, 1), Curve(day, 500), []))],
            marks, Token);
    }

    [Fact]
    public async Task What_is_withdrawn_leaves_no_half_hour_of_a_day_without_readings_either()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        foreach (var day in new[] { "2026-01-14", "2026-01-15" })
        {
            var points = Enumerable.Range(0, 48).Select(i => new CurvePoint(100 + i, 0, 0, '\0', 1800, Absence.None)).ToList();
            await stores.Curves.SaveAsync(
                [
                    new(
                        new(CurveOwner.From(Point), Meter, Day(day), 5928, null, [new(1, 5928)], false, Quarantine.None),
                        new(CurveOwner.From(Point), Day(day), points, Quarantine.None), []),
                ],
                [], Token);
        }

        // From noon of the 15th on it is permitted again.
        await stores.SetPermits(Point, new CollectionPermit(Point, At("2026-01-15T12:00"), null));
        var curve = Assert.Single(
            await stores.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-02-01"), Token));
        Assert.Equal((Day("2026-01-15"), 24, 1), (curve.Day, curve.Present, curve.Revision));
        Assert.Equal((null, 124), (curve.Points[23].Wh, curve.Points[24].Wh));

        await stores.SetPermits(Point);
        Assert.Empty(
            await stores.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-02-01"), Token));
        // Energy needs no consent.
        Assert.Equal(
            2, (await stores.Curves.ReadDailyAsync(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-02-01"), Token)).Count);
    }
}
