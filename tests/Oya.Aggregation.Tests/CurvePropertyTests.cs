using System.Numerics;
using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>What holds of a curve whenever its readings came, 2026-01-15 and both nights of the change.</summary>
public class CurvePropertyTests
{
    static readonly string[] Days = ["2026-01-15", "2026-03-29", "2026-10-25"];

    static readonly Gen<(int Seed, int Day)> Random = Gen.Select(Gen.Int, Gen.Int[0, Days.Length - 1]);

    [Fact]
    public Task Half_hours_sum_to_the_index_difference_as_long_as_no_bracket_is_longer_than_one() =>
        Random.SampleAsync(async (seed, day) =>
        {
            var readings = Readings(new(seed), Day(Days[day]), longest: 1800);
            using var world = await Built(Days[day], readings);

            var curve = (await world.Curve(Days[day]))!;
            var daily = (await world.Daily(Days[day]))!;
            Assert.Equal(curve.Day.HalfHourCount, curve.Present);
            Assert.Equal(daily.ImportWh, curve.Wh);
            Assert.Equal(Brute(readings, curve.Day.End)!.Value - Brute(readings, curve.Day.Start)!.Value,
                daily.ImportWh);
        }, iter: 40, threads: 1);

    [Fact]
    public Task Every_boundary_is_the_floor_of_the_line_between_the_two_readings_around_it() =>
        Random.SampleAsync(async (seed, day) =>
        {
            var readings = Readings(new(seed), Day(Days[day]), longest: 4000);
            using var world = await Built(Days[day], readings);

            var curve = (await world.Curve(Days[day]))!;
            foreach (var (half, point) in curve.Day.HalfHours.Zip(curve.Points))
            {
                var expected = Brute(readings, half.End) - Brute(readings, half.Start);
                Assert.True(expected == point.Wh, $"{half.End.ToParisString()}: {expected} and not {point.Wh}");
            }
        }, iter: 40, threads: 1);

    [Fact]
    public Task Registers_sum_to_the_total_also_where_midnights_are_interpolated() =>
        Random.SampleAsync(async (seed, day) =>
        {
            var dice = new Random(seed);
            var readings = Split(dice, Readings(dice, Day(Days[day]), longest: 1800)).ToList();
            using var world = await After(Days[day]);
            await world.Store(readings);
            await world.Rebuild();

            var daily = (await world.Daily(Days[day]))!;
            Assert.NotNull(daily.ImportWh);
            Assert.Equal(daily.ImportWh, daily.ByRegister.Sum(register => register.Wh));
            Assert.All(daily.ByRegister, register => Assert.InRange(register.Wh, 0, daily.ImportWh!.Value));
        }, iter: 40, threads: 1);

    [Fact]
    public async Task Built_again_from_the_same_readings_nothing_changes()
    {
        using var world = await Consented("2026-01-16");
        await world.Store(Feed.Constant(Day("2026-01-15").Start, Day("2026-01-16").End));
        Assert.Equal((2, 4), await Result(world));
        Assert.Equal((0, 0), await Result(world));

        // Another offer touches every day of the meter.
        var curves = Curves(world);
        await world.Register(Entry("2020-01-01") with { Offer = "TEMPO" });
        Assert.Equal((2, 0), await Result(world));
        Assert.Equal(curves, Curves(world));
        Assert.All(["2026-01-15", "2026-01-16"], day => Assert.Equal(0, world.Curve(day).Result!.Revision));
    }

    [Fact]
    public async Task Late_readings_build_their_days_alone_and_make_a_revision()
    {
        using var world = await Consented("2026-01-18");
        var all = Feed.Constant(Day("2026-01-15").Start, Day("2026-01-18").End).ToList();
        var late = all.Where(reading => reading.At > At("2026-01-16T18:00") && reading.At < At("2026-01-16T20:00"))
            .ToList();
        await world.Store(all.Except(late));
        await world.Rebuild();
        Assert.Equal((44, 0),
            ((await world.Curve("2026-01-16"))!.Present, (await world.Curve("2026-01-16"))!.Revision));

        await world.Store(late);
        var dirty = await world.Stores.Readings.ListDirtyDaysAsync(Token);
        Assert.Equal([Day("2026-01-16")], dirty.Select(mark => mark.Day));
        // The energy of the day does not change, its curve does.
        Assert.Equal((1, 1), await Result(world));
        Assert.Equal((48, 1),
            ((await world.Curve("2026-01-16"))!.Present, (await world.Curve("2026-01-16"))!.Revision));
        Assert.Equal(0, (await world.Daily("2026-01-16"))!.Revision);
        Assert.Equal([0, 0], new[] { "2026-01-15", "2026-01-17" }.Select(day => world.Curve(day).Result!.Revision));

        // The same again: nothing.
        Assert.Equal(late.Count, (await world.Store(late)).Duplicate);
        Assert.Equal((0, 0), await Result(world));
    }

    [Fact]
    public async Task A_reading_near_midnight_builds_both_its_days()
    {
        using var world = await Consented("2026-01-16");
        var all = Feed.Constant(Day("2026-01-15").Start, Day("2026-01-16").End).ToList();
        await world.Store(all.Where(reading => reading.At != At("2026-01-16")));
        await world.Rebuild();
        Assert.Equal(1, (await world.Store([Feed.Reading(At("2026-01-16"), 12_000_000 + 28_799)])).Stored);

        Assert.Equal((2, 4), await Result(world));
        Assert.Equal((28_799L, 28_801L),
            ((await world.Daily("2026-01-15"))!.ImportWh, (await world.Daily("2026-01-16"))!.ImportWh));
    }

    [Fact]
    public async Task A_meter_that_nobody_knows_has_its_days_and_no_curve_until_it_is_registered()
    {
        using var world = new World("2026-01-16");
        await world.Store(Feed.Constant(Day("2026-01-15")));
        await world.Rebuild();
        Assert.Equal(28_800, (await world.Daily("2026-01-15", CurveOwner.From(Feed.Meter)))!.ImportWh);

        await world.Register(Entry("2026-01-01"));
        await world.Rebuild();
        Assert.Null(await world.Daily("2026-01-15", CurveOwner.From(Feed.Meter)));
        Assert.Equal(28_800, (await world.Daily("2026-01-15"))!.ImportWh);
        Assert.Null(await world.Curve("2026-01-15"));
    }

    [Fact]
    public async Task A_tenure_that_ended_earlier_than_was_known_takes_its_days_back()
    {
        using var world = await Consented("2026-01-16");
        await world.Store(Feed.Constant(Day("2026-01-15").Start, Day("2026-01-16").End));
        await world.Rebuild();
        await world.Register(Entry("2020-01-01", to: "2026-01-15T12:10"));
        await world.Rebuild();

        Assert.Equal(24, (await world.Curve("2026-01-15"))!.Present);
        Assert.Null(await world.Curve("2026-01-16"));
        Assert.Null(await world.Daily("2026-01-16"));
        Assert.Equal(28_800, (await world.Daily("2026-01-16", CurveOwner.From(Feed.Meter)))!.ImportWh);
    }

    static async Task<(int, int)> Result(World world)
    {
        var result = await world.Rebuild();
        return (result.Days, result.Changed);
    }

    static async Task<World> Built(string day, IEnumerable<Reading> readings)
    {
        var world = await Consented(day);
        await world.Store(readings);
        await world.Rebuild();
        return world;
    }

    /// <summary>Readings at random seconds around a day, whose index never stands still over a silence.</summary>
    static List<Reading> Readings(Random dice, ParisDay day, int longest)
    {
        var readings = new List<Reading>();
        var wh = 900_000_000L + dice.Next(99_990_000);
        Instant start = day.Start.AddSeconds(-dice.Next(1, 900)), end = day.End.AddSeconds(1800);
        for (var at = start; at <= end; at = at.AddSeconds(dice.Next(1, longest + 1)))
        {
            readings.Add(Feed.Reading(at, wh));
            wh += dice.Next(1, 400);
        }

        return readings;
    }

    /// <summary>The total shared out among three registers.</summary>
    static IEnumerable<Reading> Split(Random dice, IEnumerable<Reading> readings)
    {
        int[] registers = [dice.Next(1_000_000), dice.Next(1_000_000), dice.Next(1_000_000)];
        long? before = null;
        foreach (var reading in readings)
        {
            var wh = reading.Energy.ImportWh!.Value;
            for (var rise = before is { } b ? (wh - b + 1_000_000_000) % 1_000_000_000 : 0; rise > 0; rise--)
            {
                registers[dice.Next(3)]++;
            }

            before = wh;
            var energy = new EnergyRegisters { ImportWh = registers.Sum() };
            for (var i = 0; i < 3; i++)
            {
                energy = energy.WithSupplierWh(i + 1, registers[i]);
            }

            yield return reading with { Energy = energy };
        }
    }

    /// <summary>The index at an instant, its rollovers counted; null inside a bracket longer than 30 minutes.</summary>
    static long? Brute(List<Reading> readings, Instant at)
    {
        BigInteger index = readings[0].Energy.ImportWh!.Value;
        for (var i = 1; i < readings.Count; i++)
        {
            var rise = readings[i].Energy.ImportWh!.Value - readings[i - 1].Energy.ImportWh!.Value;
            rise += rise < 0 ? 1_000_000_000 : 0;
            BigInteger passed = at.UnixSeconds - readings[i - 1].At.UnixSeconds;
            BigInteger gap = readings[i].At.UnixSeconds - readings[i - 1].At.UnixSeconds;
            if (passed >= 0 && passed <= gap)
            {
                return passed == 0 ? (long)index : passed == gap ? (long)(index + rise)
                    : gap > 1800 ? null : (long)BigInteger.Divide(index * gap + rise * passed, gap);
            }

            index += rise;
        }

        return null;
    }

    static IReadOnlyList<string> Curves(World world) => world.Rows("select * from load_curve order by day");
}
