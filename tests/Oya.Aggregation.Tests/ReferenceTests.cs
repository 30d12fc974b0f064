using System.Globalization;
using System.Xml.Linq;
using Oya.Teleinfo;
using static Oya.Aggregation.Tests.World;

namespace Oya.Aggregation.Tests;

/// <summary>Curves of a real household, from index readings that follow them back to the same curves.</summary>
public class ReferenceTests
{
    [Fact] // Case 4
    public async Task A_day_of_flux_R50_comes_out_of_its_index_as_it_went_in()
    {
        var file = XDocument.Load(SharedFiles.Path("reference/r50/R50.xml"));
        var points = file.Descendants("PDC")
            .Select(pdc => (End: Stamp(pdc.Element("H")!), Watts: (int)pdc.Element("V")!))
            .Where(point => point.End > Day("2022-02-02").Start && point.End <= Day("2022-02-02").End)
            .ToList();
        Assert.Equal(48, points.Count);
        using var world = await Follow(points);

        var curve = (await world.Curve("2022-02-02"))!;
        Assert.Equal(points.Select(point => (int?)point.Watts), curve.Points.Select(point => point.Watts));
        Assert.Equal((48, 476, 616), (curve.Present, curve.Points[0].Watts, curve.Points[^1].Watts));
        Assert.Equal(20_681, curve.Wh);
        Assert.Equal(20_681, (await world.Daily("2022-02-02"))!.ImportWh);
        Assert.All(curve.Points, point =>
            Assert.Equal(($"{point.Watts} B", 1800), (point.Text(), point.CoverageSeconds)));
    }

    [Fact] // Case 5
    public async Task Seven_days_of_a_detailed_consultation_sum_to_their_days()
    {
        using var world = await Follow(Consultation());

        int[] expected = [20_711, 24_217, 29_256, 29_355, 25_514, 24_020, 23_512];
        var days = Enumerable.Range(5, 7).Select(day => $"2022-01-{day:D2}").ToList();
        foreach (var (day, wh) in days.Zip(expected))
        {
            Assert.Equal((48, (long)wh), ((await world.Curve(day))!.Present, (await world.Curve(day))!.Wh));
            Assert.Equal(wh, (await world.Daily(day))!.ImportWh);
            Assert.Equal(48, (await world.Publication.PublishAsync(Day(day), Token)).Points);
        }
    }

    [Fact] // Case 5
    public async Task Taken_for_the_start_of_its_half_hour_a_stamp_gives_another_day()
    {
        using var world = await Follow(Consultation().Select(point => (point.End + HalfHour.Duration, point.Watts))
            .ToList());

        // Its last half-hour goes to the next day, and its first one is then nobody's.
        var curve = (await world.Curve("2022-01-05"))!;
        Assert.Equal((47, 20_219), (curve.Present, curve.Wh));
        Assert.Null(curve.Points[0].Wh);
    }

    static List<(Instant End, int Watts)> Consultation()
    {
        var file = XDocument.Load(SharedFiles.Path("reference/sge/C5-PA-response.xml"));
        return
        [
            .. file.Descendants().Where(element => element.Name.LocalName == "mesure")
                .Select(mesure => (Stamp(Child(mesure, "d")), (int)Child(mesure, "v"))),
        ];
    }

    static XElement Child(XElement element, string name) =>
        element.Elements().Single(child => child.Name.LocalName == name);

    static Instant Stamp(XElement element) =>
        Instant.Floor(DateTimeOffset.Parse(element.Value, CultureInfo.InvariantCulture));

    /// <summary>A meter whose index follows half-hours that are stamped at their end.</summary>
    static async Task<World> Follow(IReadOnlyList<(Instant End, int Watts)> points)
    {
        var first = points[0].End - HalfHour.Duration;
        Assert.All(points.Index(), ((int I, (Instant End, int Watts) P) one) =>
            Assert.Equal(first.AddSeconds((one.I + 1) * HalfHour.Seconds), one.P.End));
        var world = new World("2022-06-01");
        await world.Register(Entry("2020-01-01"));
        await world.Consent(Storage.ConsentKind.Enregistrement, Storage.ConsentAct.Activated, "2022-01-01");
        await world.Consent(Storage.ConsentKind.Collecte, Storage.ConsentAct.Activated, "2022-01-01");
        await world.Store(Feed.Follow(first, [.. points.Select(point => point.Watts / 2)]));
        await world.Rebuild();
        return world;
    }
}
