using System.Globalization;
using System.Xml.Linq;
using Oya.Aggregation;
using Oya.Teleinfo;

namespace Oya.Cli.Tests;

public class CurveSvgTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("2026-03-29", 46, "0 h,3 h,6 h,9 h,12 h,15 h,18 h,21 h,24 h", "heure d’été : 2 h → 3 h")]
    [InlineData("2026-06-15", 48, "0 h,3 h,6 h,9 h,12 h,15 h,18 h,21 h,24 h", null)]
    [InlineData("2026-10-25", 50, "0 h,3 h,6 h,9 h,12 h,15 h,18 h,21 h,24 h", "heure d’hiver : 3 h → 2 h")]
    public void The_axis_shows_the_local_times_of_every_day(string date, int count, string ticks, string? change)
    {
        var svg = Draw(Day(date), Curve(count));
        var texts = svg.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Equal(ticks.Split(','), texts.Where(text => text.EndsWith(" h", StringComparison.Ordinal) && !text.Contains('→')));
        Assert.Equal(change is not null, texts.Any(text => text.Contains('→')));
        Assert.True(change is null || texts.Contains(change));
        Assert.Contains($"{count} demi-heures", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_spring_change_the_axis_is_an_hour_ahead()
    {
        var svg = Draw(Day("2026-03-29"), Curve(46));
        var three = svg.Descendants(Svg + "text").Single(text => text.Value == "3 h");
        // Three o'clock is four half-hours after midnight, because the hour from two to three is skipped.
        Assert.Equal(58 + 4 * 688 / 46.0, double.Parse(three.Attribute("x")!.Value, CultureInfo.InvariantCulture), 1);
    }

    [Fact]
    public void The_picture_has_a_title_and_a_description_and_no_script()
    {
        var text = CurveSvg.Render(Day("2026-06-15"), Curve(48), "Relevé de <Mme A & B>");
        var svg = XDocument.Parse(text).Root!;
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(
            [svg.Element(Svg + "title")!.Attribute("id")!.Value, svg.Element(Svg + "desc")!.Attribute("id")!.Value],
            svg.Attribute("aria-labelledby")!.Value.Split(' '));
        Assert.Equal("Relevé de <Mme A & B>", svg.Element(Svg + "title")!.Value);
        Assert.Contains("prefers-color-scheme: dark", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("2026-03-29")]
    [InlineData("2026-10-25")]
    public void The_picture_is_small_even_when_every_second_point_is_missing(string date)
    {
        var watts = Curve(Day(date).HalfHourCount).Select((point, i) => i % 2 == 0 ? point : null).ToList();
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(CurveSvg.Render(Day(date), watts, "Courbe")), 1, 20_000);
    }

    [Fact]
    public void A_hole_is_hatched_and_interrupts_the_curve()
    {
        var watts = Curve(48);
        watts[10] = watts[11] = watts[40] = null;
        var svg = Draw(Day("2026-06-15"), watts);
        Assert.Equal(2, svg.Descendants(Svg + "rect").Count(rect => rect.Attribute("class")?.Value == "h"));
        var line = svg.Descendants(Svg + "path").Single(path => path.Attribute("class")!.Value == "c").Attribute("d")!.Value;
        Assert.Equal(3, line.Count(letter => letter == 'M'));
        Assert.Contains("Données manquantes : 3 demi-heures.", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_is_drawn_and_a_hole_is_not()
    {
        var zeros = Draw(Day("2026-06-15"), [.. Enumerable.Repeat<int?>(0, 48)]);
        var holes = Draw(Day("2026-06-15"), new int?[48]);
        Assert.Contains(zeros.Descendants(Svg + "path"), path => path.Attribute("class")!.Value == "c");
        Assert.DoesNotContain(holes.Descendants(Svg + "path"), path => path.Attribute("class")!.Value == "c");
        Assert.Contains("Énergie 0,0 kWh", zeros.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Equal("Aucune donnée pour le 15/06/2026.", holes.Element(Svg + "desc")!.Value);
    }

    [Theory]
    [InlineData(3, "0,50,100,150,200", "W")]
    [InlineData(420, "0,100,200,300,400,500", "W")]
    [InlineData(2310, "0,0,5,1,1,5,2,2,5", "kW")]
    [InlineData(9000, "0,2,4,6,8,10", "kW")]
    [InlineData(99_999, "0,20,40,60,80,100", "kW")]
    public void The_axis_has_round_steps(int highest, string labels, string unit)
    {
        var watts = new int?[48];
        watts[20] = highest;
        var texts = Draw(Day("2026-06-15"), watts).Descendants(Svg + "text")
            .Where(text => text.Attribute("text-anchor")?.Value == "end").Select(text => text.Value).ToList();
        Assert.Equal(labels, string.Join(',', texts[..^1]));
        Assert.Equal(unit, texts[^1]);
    }

    [Fact]
    public void The_energy_in_the_description_is_half_the_sum_of_the_powers()
    {
        var svg = Draw(Day("2026-06-15"), [.. Enumerable.Repeat<int?>(1000, 48)]);
        Assert.Contains("Énergie 24,0 kWh", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_values_is_rejected() =>
        Assert.Throws<ArgumentException>(() => CurveSvg.Render(Day("2026-10-25"), Curve(48), "Courbe"));

    static ParisDay Day(string date) => ParisDay.TryParse(date, out var day) ? day : throw new ArgumentException(date);

    static XElement Draw(ParisDay day, IReadOnlyList<int?> watts) => XDocument.Parse(CurveSvg.Render(day, watts, "Courbe")).Root!;

    static int?[] Curve(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int?)(300 + (i * 7919 % 23) * 40 + (i is > 34 and < 42 ? 1800 : 0)))];
}
