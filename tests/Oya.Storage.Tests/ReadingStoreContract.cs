using CsCheck;
using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>What every store of readings does.</summary>
public abstract class ReadingStoreContract(StorePlace place) : IDisposable
{
    protected StorePlace Place { get; } = place;

    public void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_reading_comes_back_with_all_its_values()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        var full = Full("2026-01-15T12:00:00");
        var unpermitted = new Reading { Meter = Meter, At = At("2026-01-15T13:00:00"), Energy = new() { ImportWh = 0 } };
        await stores.Store(full, unpermitted);

        Assert.Equal((full, unpermitted), await stores.Readings.ReadAroundAsync(Meter, At("2026-01-15T12:30"), Token));
        Assert.Equal((full, full), await stores.Readings.ReadAroundAsync(Meter, full.At, Token));
        Assert.Equal((null, full), await stores.Readings.ReadAroundAsync(Meter, full.At.AddSeconds(-1), Token));
        Assert.Equal(
            (unpermitted, null), await stores.Readings.ReadAroundAsync(Meter, unpermitted.At.AddSeconds(1), Token));
        Assert.Equal((null, null), await stores.Readings.ReadAroundAsync(new(1), full.At, Token));
    }

    [Fact]
    public async Task The_index_of_a_span_takes_in_the_readings_that_bracket_it()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(
            Enumerable.Range(0, 10).Select(i => Reading(At("2026-01-15T12:00").AddSeconds(i * 60), 1000 + i)));

        Assert.Equal([1001, 1002, 1003, 1004], await Index("2026-01-15T12:01:30", "2026-01-15T12:03:30"));
        Assert.Equal([1001, 1002, 1003], await Index("2026-01-15T12:02:00", "2026-01-15T12:03:00"));
        Assert.Equal([1000], await Index("2026-01-15T11:00", "2026-01-15T12:00"));
        Assert.Equal([1009], await Index("2026-01-15T13:00", "2026-01-15T14:00"));
        Assert.Equal(At("2026-01-15T12:09"), await stores.Readings.LastReadingAsync(Meter, Token));
        Assert.Equal(At("2026-01-15T12:05"),
            await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-15T12:04:01"), Token));
        Assert.Null(await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-15T12:09:01"), Token));
        Assert.Null(await stores.Readings.LastReadingAsync(new(1), Token));

        async Task<IEnumerable<long>> Index(string from, string to) =>
            (await stores.Readings.ReadIndexAsync(Meter, At(from), At(to), Token)).Select(point => point.ImportWh);
    }

    [Fact]
    public async Task Stored_twice_all_are_duplicates_whenever_they_were_received()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        var readings = Enumerable.Range(0, 100)
            .Select(i => Reading(At("2026-01-15T12:00").AddSeconds(i), 1000 + i)).ToList();
        Assert.Equal(new(100, 0, 0, 0, 0), await stores.Store(readings));

        Assert.Equal(new(0, 100, 0, 0, 0), await stores.Store(readings));
        Assert.Equal(
            new(0, 100, 0, 0, 0),
            await stores.Store(readings.Select(r => r with { ReceivedAt = r.At.AddSeconds(60) })));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_readings_of_one_second_the_first_stays(bool permitted)
    {
        using var one = Place.Open();
        if (permitted)
        {
            await one.Permit("2026-01-01");
        }

        var first = Reading("2026-01-15T12:00", 1000);
        var other = Reading("2026-01-15T12:00", 1001);
        var last = Reading("2026-01-15T13:00", 1100);
        // Without a permit the others of a second are not looked at: they are neither first nor last of their day.
        Assert.Equal(
            permitted ? new(2, 0, 2, 0, 0) : new(2, 0, 0, 2, 0),
            await one.Store(first, other, last, last with { ImportVa = 1 }));
        Assert.Equal((1000L, 1100L), await Ends(one));
        Assert.Equal(new(0, 0, 1, 0, 0), await one.Store(other));
        Assert.Equal((1000L, 1100L), await Ends(one));

        static async Task<(long?, long?)> Ends(Stores stores)
        {
            var (before, after) = await stores.Readings.ReadAroundAsync(Meter, At("2026-01-15T12:30"), Token);
            Assert.Equal(1250, after!.Value.ImportVa);
            return (before!.Value.Energy.ImportWh, after.Value.Energy.ImportWh);
        }
    }

    [Fact]
    public async Task Without_a_permit_only_the_first_and_the_last_reading_of_a_day_stay()
    {
        using var stores = Place.Open();
        var day = Enumerable.Range(0, 1440)
            .Select(i => Reading(At("2026-01-15").AddSeconds(i * 60), 1000 + i)).ToList();
        Assert.Equal(new(2, 0, 0, 1438, 0), await stores.Store(day));
        Assert.Equal(new(0, 2, 0, 1438, 0), await stores.Store(day));

        Assert.Equal(2, Place.DumpReadings().Count);
        var (first, last) = await stores.Readings.ReadAroundAsync(Meter, At("2026-01-15T12:00"), Token);
        Assert.Equal((day[0].At, day[^1].At), (first!.Value.At, last!.Value.At));
        // The point of the meter's own curve is a half-hour: it is not kept, and its absence makes no conflict.
        Assert.Equal((null, null), (first.Value.LastPoint, last.Value.LastPoint));
        Assert.Null(await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-01"), Token));
    }

    [Fact]
    public async Task A_permit_begins_at_its_second_and_ends_before_its_last()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-15T10:00", "2026-01-15T11:00");
        await stores.Store(Enumerable.Range(0, 86_400 / 300)
            .Select(i => Reading(At("2026-01-15").AddSeconds(i * 300), 1000 + i)));

        var index = await stores.Readings.ReadIndexAsync(Meter, At("2026-01-15"), At("2026-01-16"), Token);
        Assert.Equal(
            [At("2026-01-15"), .. Enumerable.Range(0, 12).Select(i => At("2026-01-15T10:00").AddSeconds(i * 300)),
                At("2026-01-15T23:55")],
            index.Select(point => point.At));
    }

    [Fact]
    public async Task A_point_of_the_meters_own_curve_from_before_the_permit_is_left_out()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-15T10:00");
        var early = Full("2026-01-15T11:20:00");
        var late = Full("2026-01-15T12:00:00");
        await stores.Store(early, late);

        var (before, after) = await stores.Readings.ReadAroundAsync(Meter, At("2026-01-15T11:30"), Token);
        // Its last point ends at 11:10 and may be an hour long; the one before it ends at 10:40.
        Assert.Equal((early.LastPoint, null), (before!.Value.LastPoint, before.Value.PreviousPoint));
        Assert.Equal((late.LastPoint, late.PreviousPoint), (after!.Value.LastPoint, after.Value.PreviousPoint));
    }

    [Fact]
    public async Task A_reading_that_names_another_usage_point_is_kept_as_if_without_permit()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        var readings = Enumerable.Range(0, 24)
            .Select(i => Reading(At("2026-01-15").AddSeconds(i * 3600), 1000 + i, prm: new(99))).ToList();
        Assert.Equal(new(2, 0, 0, 22, 24), await stores.Store(readings));

        // Whatever is consented to afterwards: it is not known whose it is.
        await stores.SetPermits(Point, new CollectionPermit(Point, At("2026-01-02"), null));
        Assert.Null(await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-01"), Token));
    }

    [Fact]
    public async Task A_standard_frame_that_lost_its_usage_point_is_kept_as_if_without_permit()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        // A damaged frame of a household that the registry takes for another: only the other frames name it.
        await stores.Store(Enumerable.Range(0, 60).Select(i =>
            Reading(At("2026-01-15T12:00").AddSeconds(i * 60), 1000 + i) with { Mode = TicMode.Standard }));

        var index = await stores.Readings.ReadIndexAsync(Meter, At("2026-01-15"), At("2026-01-16"), Token);
        Assert.Equal([1000L, 1059], index.Select(point => point.ImportWh));
        Assert.Null(await stores.Readings.FirstPermittedAsync(Meter, At("2026-01-01"), Token));
    }

    [Fact]
    public async Task Readings_touch_their_day_and_the_neighbour_whose_midnight_they_move()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        Assert.Equal(["2026-01-15"], await Dirty("2026-01-15T12:00"));
        Assert.Equal(["2026-01-15", "2026-01-16"], await Dirty("2026-01-15T23:30"));
        Assert.Equal(["2026-01-15", "2026-01-16"], await Dirty("2026-01-16T00:00"));

        async Task<IEnumerable<string>> Dirty(string at)
        {
            await stores.Curves.SaveAsync([], await stores.Readings.ListDirtyDaysAsync(Token), Token);
            await stores.Store(Reading(at, 1000 + At(at).UnixSeconds % 100_000));
            return (await stores.Readings.ListDirtyDaysAsync(Token)).Select(dirty => dirty.Day.ToString());
        }
    }

    [Fact]
    public async Task A_reading_after_a_silence_without_consumption_touches_every_day_of_it()
    {
        using var stores = Place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(Reading("2026-01-15T12:00", 1000));
        await stores.Store(Reading("2026-01-18T12:00", 1000));

        Assert.Equal(
            ["2026-01-15", "2026-01-16", "2026-01-17", "2026-01-18"],
            (await stores.Readings.ListDirtyDaysAsync(Token)).Select(dirty => dirty.Day.ToString()));
    }

    [Fact]
    public async Task A_range_is_stored_once_by_whoever_begins_where_the_store_ends()
    {
        using var stores = Place.Open();
        using var other = Place.Open();
        await stores.Permit("2026-01-01");
        var partition = new LogPartition("oya.readings", 3);
        Assert.Null(await stores.Readings.ReadOffsetAsync(partition, Token));

        var first = new[] { Reading("2026-01-15T12:00", 1000) };
        var second = new[] { Reading("2026-01-15T12:01", 1001) };
        await stores.Readings.StoreAsync(first, new(partition, 100, 110), Token);
        var refused = await Assert.ThrowsAsync<FencedException>(
            () => other.Readings.StoreAsync(second, new(partition, 100, 120), Token));
        Assert.Equal(new(partition, 100, 120), refused.Range);
        Assert.Equal((110L, 1), (await other.Readings.ReadOffsetAsync(partition, Token), Place.DumpReadings().Count));

        // Nothing of what was refused stayed behind: the same readings come again from the right place on.
        Assert.Equal(new(1, 0, 0, 0, 0), await other.Readings.StoreAsync(second, new(partition, 110, 120), Token));
        Assert.Equal(120, await stores.Readings.ReadOffsetAsync(partition, Token));
        Assert.Null(await stores.Readings.ReadOffsetAsync(partition with { Number = 4 }, Token));
    }

    [Fact]
    public async Task What_a_log_lost_is_passed_over_and_kept_in_mind()
    {
        using var stores = Place.Open();
        var partition = new LogPartition("oya.readings", 0);
        await stores.Readings.StoreAsync(Array.Empty<Reading>(), new(partition, 0, 10), Token);
        var hole = new LogRange(partition, 10, 500);
        await stores.Readings.SkipAsync(hole, At("2026-01-15T12:00"), Token);
        await Assert.ThrowsAsync<FencedException>(
            () => stores.Readings.SkipAsync(hole, At("2026-01-15T12:05"), Token));

        Assert.Equal(500, await stores.Readings.ReadOffsetAsync(partition, Token));
        Assert.Equal([new(hole, At("2026-01-15T12:00"))], await stores.Readings.ListHolesAsync(Token));
    }

    [Fact]
    public Task Stored_in_any_order_and_any_batches_the_rows_are_the_same() =>
        Gen.Int.SampleAsync(async seed =>
        {
            var dice = new Random(seed);
            var readings = RandomReadings(dice);
            var expected = await StoredIn(readings, [readings]);
            dice.Shuffle(readings);
            Reading[] twice = [.. readings, .. readings.Where(_ => dice.Next(4) == 0)];
            var batches = twice.Chunk(1 + dice.Next(80)).ToList();

            Assert.Equal(expected, await StoredIn(readings, batches));
        }, iter: Orders, threads: 1);

    async Task<IReadOnlyList<string>> StoredIn(Reading[] all, IEnumerable<Reading[]> batches)
    {
        using var place = NewPlace();
        using var stores = place.Open();
        // One meter with a permit over a part of the days, one with a gap in it, one without any.
        await stores.Permit("2026-01-14T09:00", "2026-01-16T15:00");
        var other = Entry(meter: new(2), point: new(14500000000002));
        await stores.Permit("2026-01-01", entry: other);
        await stores.SetPermits(
            other.UsagePoint, new(other.UsagePoint, At("2026-01-14"), At("2026-01-14T18:00")),
            new(other.UsagePoint, At("2026-01-15T06:00"), null));
        var result = new StoreResult();
        foreach (var batch in batches)
        {
            result += await stores.Store(batch);
        }

        var rows = place.DumpReadings();
        Assert.Equal(rows.Count, result.Stored);
        Assert.Equal(0, result.Conflict);
        Assert.True(rows.Count < all.Length);
        return rows;
    }

    static Reading[] RandomReadings(Random dice)
    {
        var readings = new Dictionary<(MeterAddress, Instant), Reading>();
        for (var i = 0; i < 200; i++)
        {
            var at = At("2026-01-13T20:00").AddSeconds(dice.Next(100) * 3600).AddSeconds(dice.Next(2) * 1800);
            var meter = dice.Next(3) switch { 0 => Meter, 1 => new MeterAddress(2), _ => new MeterAddress(3) };
            readings[(meter, at)] = Reading(at, 1_000_000 + at.UnixSeconds % 1_000_000, meter);
        }

        return [.. readings.Values];
    }

    protected abstract StorePlace NewPlace();

    /// <summary>How many random orders are tried; each needs two empty places.</summary>
    protected virtual int Orders => 40;
}
