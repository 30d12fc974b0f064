using CsCheck;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Readings come late, twice, in any order; days are built whenever somebody asks.</summary>
public class OrderTests
{
    [Fact]
    public Task Built_in_between_or_not_in_any_order_the_days_are_the_same() =>
        Gen.Int.SampleAsync(async seed =>
        {
            var dice = new Random(seed);
            var readings = RandomReadings(dice);
            var expected = await Rows(dice, [readings], rebuildEach: false);
            dice.Shuffle(readings);
            var batches = readings.Chunk(1 + dice.Next(60)).ToList();

            Assert.Equal(expected, await Rows(dice, batches, rebuildEach: true));
        }, iter: 40, threads: 1);

    static async Task<IReadOnlyList<string>> Rows(Random dice, IReadOnlyList<Reading[]> batches, bool rebuildEach)
    {
        using var world = await Consented("2026-01-19", "2026-01-14T13:10");
        foreach (var batch in batches)
        {
            await world.Store(batch);
            if (rebuildEach && dice.Next(3) == 0)
            {
                await world.Rebuild();
            }
        }

        await world.Rebuild();
        // All but the revision: a day that was built in between has had others.
        return
        [
            .. world.Rows("select usage_point, day, quarantine, wh, iv, ec, coverage, absence from load_curve order by day"),
            .. world.Rows("select usage_point, day, wh_drawn, by_register, quarantine from daily_energy order by day"),
        ];
    }

    /// <summary>Five days with silences of minutes and of days, over which sometimes nothing was drawn.</summary>
    static Reading[] RandomReadings(Random dice)
    {
        var readings = new List<Reading>();
        var wh = 1_000_000L;
        var at = At("2026-01-13T20:00");
        while (at < At("2026-01-19T03:00"))
        {
            readings.Add(Feed.Reading(at, wh));
            at = at.AddSeconds(
                dice.Next(40) switch { 0 => dice.Next(180_000), < 6 => dice.Next(1, 9000), _ => dice.Next(1, 1800) });
            wh += dice.Next(3) == 0 ? 0 : dice.Next(900);
            // Once in a while the index falls, which holds days back.
            wh -= dice.Next(150) == 0 ? 5000 : 0;
        }

        return [.. readings];
    }
}
