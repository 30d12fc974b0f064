using System.Globalization;
using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Compares the released points with an independent rule, for random histories.</summary>
public class LeakTests
{
    const int HistoriesPerWorld = 100;

    [Fact]
    public async Task Exactly_the_points_allowed_by_the_reference_rule_are_released()
    {
        var released = 0;
        await Gen.Int.SampleAsync(async seed => released += await CheckAsync(seed), iter: 21, threads: 1);

        // Without this check, a rule that releases nothing would pass.
        Assert.InRange(released, 10_000, 21 * HistoriesPerWorld * 150);
    }

    static async Task<int> CheckAsync(int seed)
    {
        var dice = new Random(seed);
        ParisDay[] days = dice.Next(2) == 0
            ? [Day("2026-01-14"), Day("2026-01-15"), Day("2026-01-16")]
            : [Day("2026-10-24"), Day("2026-10-25"), Day("2026-10-26")];
        using var world = new World(days[^1].End.ToParisString());
        var histories = Enumerable.Range(0, HistoriesPerWorld)
            .Select(i => History.Random(dice, i, days[0].Start, days[^1].End))
            .ToList();
        await Play(world, histories, days, dice);

        var released = 0;
        var batches = await world.Publication.PublishClosedDaysAsync(Token);
        Assert.Equal(days, batches.Select(batch => batch.Day));
        foreach (var day in days)
        {
            var batch = (await world.Stores.Releases.FindAsync(day, "nightly", Token))!;
            var items = (await world.Stores.Releases.ReadItemsAsync(batch, Token)).ToDictionary(item =>
                item.UsagePoint);
            foreach (var history in histories)
            {
                released += await CheckDayAsync(world, history, day, items.GetValueOrDefault(history.Point));
            }
        }

        CheckKept(world, histories, days);
        return released;
    }

    static async Task Play(World world, List<History> histories, ParisDay[] days, Random dice)
    {
        await world.Register([.. histories.SelectMany(history => history.Entries(late: false))]);
        await world.Ledger.ImportAsync([.. Acts(late: false)], Token);
        var readings = histories.SelectMany(history => Instants(days).Select(at =>
            Feed.Reading(at, 1_000_000 + (at - days[0].Start) / 3, history.Meter))).ToArray();
        dice.Shuffle(readings);
        foreach (var batch in readings.Chunk(5000))
        {
            await world.Store(batch);
        }

        if (dice.Next(2) == 0)
        {
            await world.Rebuild();
        }

        await world.Register([.. histories.SelectMany(history => history.Entries(late: true))]);
        await world.Ledger.ImportAsync([.. Acts(late: true)], Token);

        IEnumerable<ConsentImport> Acts(bool late) =>
            histories.SelectMany(history => history.Acts.Where(act => act.Late == late).Select(act => act.Act));
    }

    static async Task<int> CheckDayAsync(World world, History history, ParisDay day, ReleaseItem? item)
    {
        var atFirst = history.AsKnownAtFirst();
        var expected = day.HalfHours
            .Select(halfHour => ReferenceRule.IsReleased(history, halfHour, world.Now)
                && WasKept(atFirst, halfHour.Start) && WasKept(atFirst, halfHour.End))
            .ToList();
        var batch = item?.Points.Select(point => point.Wh is not null) ?? expected.Select(_ => false);
        Assert.True(expected.SequenceEqual(batch), $"batch of {day}, {Differences(day, expected, batch)}{history}");

        var answer = await AggregationServices.Curves(world.Stores, world.Clock)
            .ReadAsync(history.Point, day, day.Next, best: false, Token);
        var shown = answer.Days.SingleOrDefault()?.Points.Select(point => point.Wh is not null) ?? expected
            .Select(_ => false);
        Assert.True(expected.SequenceEqual(shown), $"view of {day}, {Differences(day, expected, shown)}{history}");
        return expected.Count(isReleased => isReleased);
    }

    /// <summary>Only readings that may be kept, and the first and the last of each day, are in the store.</summary>
    static void CheckKept(World world, List<History> histories, ParisDay[] days)
    {
        var rows = world.Rows("select m.address, r.at from reading r join meter m using (meter_id) order by r.at")
            .Select(row => row.Split(',').Select(cell => long.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToLookup(row => new MeterAddress(row[0]), row => new Instant(row[1]));
        foreach (var history in histories)
        {
            var atFirst = history.AsKnownAtFirst();
            var expected = Instants(days).Where(at =>
                IsFirstOrLast(at) || (ReferenceRule.IsKept(history, at) && WasKept(atFirst, at)));
            Assert.True(expected.SequenceEqual(rows[history.Meter]), $"readings kept of {history}");
        }
    }

    static bool WasKept(History atFirst, Instant at) => IsFirstOrLast(at) || ReferenceRule.IsKept(atFirst, at);

    static bool IsFirstOrLast(Instant at) =>
        at == ParisDay.Containing(at).Start || at == ParisDay.Containing(at).End - HalfHour.Seconds;

    static IEnumerable<Instant> Instants(ParisDay[] days)
    {
        for (var at = days[0].Start; at <= days[^1].End; at += HalfHour.Seconds)
        {
            yield return at;
        }
    }

    static string Differences(ParisDay day, IEnumerable<bool> expected, IEnumerable<bool> actual) => string.Concat(
        day.HalfHours.Zip(expected.Zip(actual)).Where(pair => pair.Second.First != pair.Second.Second)
            .Select(pair => $"{pair.First.End.ToParisString()} {(pair.Second.First ? "missing" : "extra")}\n"));
}
