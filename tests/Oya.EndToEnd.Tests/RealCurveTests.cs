using System.Globalization;
using System.Xml.Linq;

namespace Oya.EndToEnd.Tests;

/// <summary>Simulated meters play curves delivered by Enedis. Every value must be recovered exactly.</summary>
public sealed class RealCurveTests : IDisposable
{
    const string UsagePoint = "09111642617347";

    readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("standard", "base")]
    [InlineData("standard", "tempo")]
    [InlineData("historic", "base")]
    [InlineData("historic", "hphc")]
    public async Task The_R50_of_2_February_2022_is_recovered(string mode, string tariff)
    {
        var r50 = SharedFiles.Path("reference/r50/R50.xml");
        await _site.VillageAsync($"--curve {r50} --mode {mode} --tariff {tariff} --every 60s", "@r50/");
        await _site.DoneAsync("replay @r50");

        var expected = XDocument.Load(r50).Descendants("PDC")
            .Select(pdc => (End: pdc.Element("H")!.Value, W: pdc.Element("V")!.Value)).ToList();
        var rows = await _site.RowsAsync($"curve {UsagePoint}");
        Assert.Equal(expected, rows.Select(row => (row["end"], row["w"])));
        Assert.Equal((48, 476, 616), (rows.Count, rows[0].Number("w"), rows[^1].Number("w")));
        Assert.Equal(20_681, rows.Sum(row => row.Number("wh")));
        Assert.All(rows, row => Assert.Equal("0", row["iv"]));

        var day = Assert.Single(await _site.RowsAsync("daily"));
        Assert.Equal((UsagePoint, "2022-02-02", 20_681), (day["usage_point"], day["day"], day.Number("wh_drawn")));
    }

    [Fact]
    public async Task Seven_days_of_January_2022_are_recovered_with_their_daily_energy()
    {
        var soap = XDocument.Load(SharedFiles.Path("reference/sge/C5-PA-response.xml"));
        var points = soap.Descendants("mesure").Select(mesure => (
            End: DateTimeOffset.Parse(mesure.Element("d")!.Value, CultureInfo.InvariantCulture),
            W: int.Parse(mesure.Element("v")!.Value, CultureInfo.InvariantCulture))).ToList();
        _site.Write("curve.csv", "start,end,wh\n" + string.Concat(points.Select(point =>
            $"{point.End.AddMinutes(-30):yyyy-MM-ddTHH:mm:sszzz},{point.End:yyyy-MM-ddTHH:mm:sszzz},{point.W / 2}\n")));
        await _site.VillageAsync("--curve @curve.csv --every 60s");
        await _site.DoneAsync("replay @capture.tic");

        var days = await _site.RowsAsync("daily");
        Assert.Equal("2022-01-05", days[0]["day"]);
        Assert.Equal(
            [20_711, 24_217, 29_256, 29_355, 25_514, 24_020, 23_512], days.Select(row => row.Number("wh_drawn")));
        var curve = new Csv(await _site.DoneAsync($"curve {days[0]["usage_point"]} --format csv")).Rows;
        Assert.Equal(points.Select(point => (long)point.W), curve.Select(row => row.Number("w")));
        Assert.Equal(7 * 48, curve.Count);
    }
}
