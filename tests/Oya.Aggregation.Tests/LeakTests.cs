using System.Globalization;
using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Case 46: what is released is what may be, for histories that nobody would think of.</summary>
public class LeakTests
{
    const int HistoriesInAWorld = 100;

    [Fact]
    public async Task What_is_released_is_exactly_what_the_sentence_says()
    {
        var released = 0;
        await Gen.Int.SampleAsync(async seed => released += await CheckAsync(seed), iter: 21, threads: 1);

        // A rule that releases nothing would leak nothing.
        Assert.InRange(released, 10_000, 21 * HistoriesInAWorld * 150);
    }

    static async Task<int> CheckAsync(int seed)
    {
        var dice = new Random(seed);
        ParisDay[] days = dice.Next(2) == 0
            ? [Day("2026-01-14"), Day("2026-01-15"), Day("2026-01-16")]
            : [Day("2026-10-24"), Day("2026-10-25"), Day("2026-10-26")];
        using var world = new World(days[^1].End.ToParisString());
        var histories = Enumerable.Range(0, HistoriesInAWorld)
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
            Feed.Reading(at, 1_000_000 + (at.UnixSeconds - days[0].Start.UnixSeconds) / 3, history.Meter))).ToArray();
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
            .Select(half => ReferenceRule.IsReleased(history, half, world.Now)
                && WasKept(atFirst, half.Start) && WasKept(atFirst, half.End))
            .ToList();
        var batch = item?.Points.Select(point => point.Wh is not null) ?? expected.Select(_ => false);
        Assert.True(expected.SequenceEqual(batch), $"batch of {day}, {Differences(day, expected, batch)}{history}");

        var answer = await AggregationServices.Curves(world.Stores, world.Clock)
            .ReadAsync(history.Point, day, day.Next, best: false, Token);
        var seen = answer.Days.SingleOrDefault()?.Points.Select(point => point.Wh is not null) ?? expected
            .Select(_ => false);
        Assert.True(expected.SequenceEqual(seen), $"view of {day}, {Differences(day, expected, seen)}{history}");
        return expected.Count(one => one);
    }

    /// <summary>Of each day what may be kept, and the first and the last reading; nothing else.</summary>
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
        at == ParisDay.Containing(at).Start || at == ParisDay.Containing(at).End - HalfHour.Duration;

    static IEnumerable<Instant> Instants(ParisDay[] days)
    {
        for (var at = days[0].Start; at <= days[^1].End; at += HalfHour.Duration)
        {
            yield return at;
        }
    }

    static string Differences(ParisDay day, IEnumerable<bool> expected, IEnumerable<bool> actual) => string.Concat(
        day.HalfHours.Zip(expected.Zip(actual)).Where(one => one.Second.First != one.Second.Second)
            .Select(one => $"{one.First.End.ToParisString()} {(one.Second.First ? "missing" : "extra")}\n"));
}
