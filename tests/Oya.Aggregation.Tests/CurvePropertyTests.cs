using System.Numerics;
using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Properties of curves of random readings, on 2026-01-15 and on both days of a clock change.</summary>
public class CurvePropertyTests
{
    static readonly string[] Days = ["2026-01-15", "2026-03-29", "2026-10-25"];

    static readonly Gen<(int Seed, int Day)> Random = Gen.Select(Gen.Int, Gen.Int[0, Days.Length - 1]);

    [Fact]
    public Task Half_hours_sum_to_the_index_difference_if_no_bracket_exceeds_30_minutes() =>
        Random.SampleAsync(async (seed, day) =>
        {
            var readings = Readings(new(seed), Day(Days[day]), longest: 1800);
            using var world = await Built(Days[day], readings);

            var curve = (await world.Curve(Days[day]))!;
            var daily = (await world.Daily(Days[day]))!;
            Assert.Equal(curve.Day.HalfHourCount, curve.Present);
            Assert.Equal(daily.ImportWh, curve.Wh);
            Assert.Equal(ComputeIndex(readings, curve.Day.End)!.Value - ComputeIndex(readings, curve.Day.Start)!.Value,
                daily.ImportWh);
        }, iter: 40, threads: 1);

    [Fact]
    public Task Every_boundary_is_the_floored_interpolation_of_the_readings_around_it() =>
        Random.SampleAsync(async (seed, day) =>
        {
            var readings = Readings(new(seed), Day(Days[day]), longest: 4000);
            using var world = await Built(Days[day], readings);

            var curve = (await world.Curve(Days[day]))!;
            foreach (var (halfHour, point) in curve.Day.HalfHours.Zip(curve.Points))
            {
                var expected = ComputeIndex(readings, halfHour.End) - ComputeIndex(readings, halfHour.Start);
                Assert.True(expected == point.Wh, $"{halfHour.End.ToParisString()}: {expected} and not {point.Wh}");
            }
        }, iter: 40, threads: 1);

    [Fact]
    public Task Registers_sum_to_the_total_with_interpolated_midnights() =>
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
    public async Task A_second_build_from_the_same_readings_changes_nothing()
    {
        using var world = await Consented("2026-01-16");
        await world.Store(Feed.Constant(Day("2026-01-15").Start, Day("2026-01-16").End));
        Assert.Equal((2, 4), await Result(world));
        Assert.Equal((0, 0), await Result(world));

        // A change of the offer makes every day of the meter dirty.
        var curves = Curves(world);
        await world.Register(Entry("2020-01-01") with { Offer = "TEMPO" });
        Assert.Equal((2, 0), await Result(world));
        Assert.Equal(curves, Curves(world));
        Assert.All(["2026-01-15", "2026-01-16"], day => Assert.Equal(0, world.Curve(day).Result!.Revision));
    }

    [Fact]
    public async Task Late_readings_rebuild_only_their_days_as_a_new_revision()
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
        Assert.Equal([Day("2026-01-16")], dirty.Select(dirtyDay => dirtyDay.Day));
        // The curve of the day changes, but not its energy.
        Assert.Equal((1, 1), await Result(world));
        Assert.Equal((48, 1),
            ((await world.Curve("2026-01-16"))!.Present, (await world.Curve("2026-01-16"))!.Revision));
        Assert.Equal(0, (await world.Daily("2026-01-16"))!.Revision);
        Assert.Equal([0, 0], new[] { "2026-01-15", "2026-01-17" }.Select(day => world.Curve(day).Result!.Revision));

        // Storing the same readings again changes nothing.
        Assert.Equal(late.Count, (await world.Store(late)).Duplicate);
        Assert.Equal((0, 0), await Result(world));
    }

    [Fact]
    public async Task A_reading_near_midnight_rebuilds_both_days()
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
    public async Task An_unregistered_meter_has_daily_energy_but_no_curve()
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
    public async Task An_earlier_end_of_the_occupancy_removes_its_later_days()
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

    /// <summary>Readings at random seconds around a day. The index increases across every gap.</summary>
    static List<Reading> Readings(Random dice, ParisDay day, int longest)
    {
        var readings = new List<Reading>();
        var wh = 900_000_000L + dice.Next(99_990_000);
        for (var at = day.Start - dice.Next(1, 900); at <= day.End + 1800; at += dice.Next(1, longest + 1))
        {
            readings.Add(Feed.Reading(at, wh));
            wh += dice.Next(1, 400);
        }

        return readings;
    }

    /// <summary>Splits the total over three registers.</summary>
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
                energy.SetSupplier(i + 1, registers[i]);
            }

            yield return reading with { Energy = energy };
        }
    }

    /// <summary>The index at an instant without rollovers; null inside a bracket longer than 30 minutes.</summary>
    static long? ComputeIndex(List<Reading> readings, Instant at)
    {
        BigInteger index = readings[0].Energy.ImportWh!.Value;
        for (var i = 1; i < readings.Count; i++)
        {
            var rise = readings[i].Energy.ImportWh!.Value - readings[i - 1].Energy.ImportWh!.Value;
            rise += rise < 0 ? 1_000_000_000 : 0;
            BigInteger elapsed = at - readings[i - 1].At, gap = readings[i].At - readings[i - 1].At;
            if (elapsed >= 0 && elapsed <= gap)
            {
                return elapsed == 0 ? (long)index : elapsed == gap ? (long)(index + rise)
                    : gap > 1800 ? null : (long)BigInteger.Divide(index * gap + rise * elapsed, gap);
            }

            index += rise;
        }

        return null;
    }

    static IReadOnlyList<string> Curves(World world) => world.Rows("select * from load_curve order by day");
}
