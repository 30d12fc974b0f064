namespace Oya.EndToEnd.Tests;

/// <summary>Tests many meters of every kind, with about one frame per minute each.</summary>
public sealed class ManyMetersTests : IDisposable
{
    const string Mixed = "--mode mixed --tariff mixed --producers 20 --every 60s";

    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_hundred_meters_of_every_kind_are_exact_to_the_watt_hour()
    {
        await _site.VillageAsync($"--meters 100 --from 2026-01-15 {Mixed}", "@village/");
        await _site.DoneAsync("replay @village");
        var truth = new Truth(_site.Path("truth.csv"));
        Assert.Equal(100 * 48, await truth.CompareCurvesAsync(_site));
        Assert.Equal(100, await truth.CompareDaysAsync(_site));
        Assert.Contains(truth.Points.Values, point => point.ExportWh > 0);
    }

    [Fact]
    public async Task Three_phase_meters_are_exact_to_the_watt_hour()
    {
        await _site.VillageAsync($"--meters 12 --from 2026-07-14 --days 2 --phases 3 {Mixed}", "@village/");
        await _site.DoneAsync("replay @village");
        var truth = new Truth(_site.Path("truth.csv"));
        Assert.Equal(12 * 96, await truth.CompareCurvesAsync(_site));
        Assert.Equal(24, await truth.CompareDaysAsync(_site));
    }

    [Fact, Exhaustive]
    public async Task Frames_off_the_minute_are_interpolated_and_the_days_sum_exactly()
    {
        await _site.VillageAsync("--meters 50 --from 2026-10-24 --days 2 --every 60s --jitter 50 --tariff mixed");
        await _site.DoneAsync("replay @capture.tic");
        var frames = await FramesAsync(_site);
        var truth = new Truth(_site.Path("truth.csv"));
        long uncertain = 0, exact = 0;
        foreach (var (usagePoint, index) in frames)
        {
            var rows = await _site.RowsAsync($"curve {usagePoint}");
            Assert.Equal(48 + 50, rows.Count);
            foreach (var row in rows)
            {
                var (from, before) = index.At(DateTimeOffset.Parse(row["start"]));
                var (to, after) = index.At(DateTimeOffset.Parse(row["end"]));
                Assert.Equal((row["start"], to - from), (row["start"], row.Number("wh")));
                Assert.Equal(Math.Max(before, after) > 60 ? "1" : "0", row["iv"]);
                Assert.InRange(row.Number("wh") - truth.Points[(usagePoint, row["start"])].ImportWh, -40, 40);
                uncertain += row.Number("iv");
                exact += 1 - row.Number("iv");
            }

            foreach (var day in await _site.RowsAsync($"daily {usagePoint}"))
            {
                var midnight = DateTimeOffset.Parse(day["day"] + "T00:00:00+02:00");
                var next = day["day"] == "2026-10-24" ? midnight.AddHours(24) : midnight.AddHours(25);
                Assert.Equal(index.At(next).Wh - index.At(midnight).Wh, day.Number("wh_drawn"));
                var halfHours = rows.Where(row => row["start"].StartsWith(day["day"], StringComparison.Ordinal));
                Assert.Equal(day.Number("wh_drawn"), halfHours.Sum(row => row.Number("wh")));
            }
        }

        Assert.Equal(50, frames.Count);
        Assert.True(uncertain > 100 && exact > 100, $"{uncertain} uncertain, {exact} exact: both kinds must occur");
    }

    /// <summary>The index of each usage point at every frame, from <c>oya decode</c>.</summary>
    static async Task<Dictionary<string, Index>> FramesAsync(Site site)
    {
        await site.DoneAsync("decode @capture.tic --per-frame --format csv -o @frames.csv");
        return new Csv(File.ReadAllText(site.Path("frames.csv"))).Rows
            .GroupBy(row => row["prm"])
            .ToDictionary(group => group.Key, group => new Index(
                [.. group.Select(row => DateTimeOffset.Parse(row["at"]).ToUnixTimeSeconds())],
                [.. group.Select(row => row.Number("drawn_wh"))]));
    }

    /// <summary>
    /// An independent computation: the interpolation between the two frames around a moment, floored.
    /// </summary>
    sealed class Index(long[] times, long[] wh)
    {
        public (long Wh, long Bracket) At(DateTimeOffset moment)
        {
            var at = moment.ToUnixTimeSeconds();
            var before = Array.FindLastIndex(times, time => time <= at);
            var after = Array.FindIndex(times, time => time >= at);
            var bracket = times[after] - times[before];
            var rise = (decimal)(wh[after] - wh[before]);
            return (wh[before] + (bracket == 0 ? 0 : (long)Math.Floor(rise * (at - times[before]) / bracket)), bracket);
        }
    }
}
