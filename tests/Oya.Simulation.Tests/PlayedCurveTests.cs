using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class PlayedCurveTests
{
    static readonly string[] Rows =
    [
        "start,end,wh",
        "2026-01-15T00:00:00+01:00,2026-01-15T00:30:00+01:00,600",
        "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,0",
        "2026-01-15T01:00:00+01:00,2026-01-15T01:30:00+01:00,4321",
    ];

    [Fact]
    public void A_real_R50_comes_back_to_the_watt_hour_from_decoded_frames()
    {
        var curve = PlayedCurve.Read(SharedFiles.Path("reference/r50/R50.xml"));
        Assert.Equal((48, 20_681L), (curve.Points.Count, curve.TotalWh));
        foreach (var mode in new[] { VillageMode.Standard, VillageMode.Historic })
        {
            var village = new Village(new() { Curve = curve, Mode = mode, Every = TimeSpan.FromMinutes(1) });
            Assert.Equal(("2022-02-02", "2022-02-02"), (village.FirstDay.ToString(), village.LastDay.ToString()));
            Assert.Equal("09111642617347", village.Meters[0].Prm.ToDigits());
            var index = Decoded.All(village.OpenMeter(0))
                .Where((_, i) => i % 30 == 0).Select(frame => frame.Reading.Energy.ImportWh!.Value).ToList();
            var watts = index.Zip(index.Skip(1), (a, b) => 2 * (b - a)).ToList();
            Assert.Equal((476, 616), (watts[0], watts[^1]));
            Assert.Equal(20_681, index[^1] - index[0]);
            Assert.Equal(curve.Points.Select(point => point.Wh), village.Truth(0).Select(point => point.ImportWh));
        }
    }

    [Fact]
    public void A_CSV_is_played_exactly_and_nothing_flows_outside_of_it()
    {
        var curve = Read(Rows);
        var truth = new Village(new() { Curve = curve }).Truth(0).Select(point => point.ImportWh).ToList();
        Assert.Equal(48, truth.Count);
        Assert.Equal([600, 0, 4321, 0, 0], truth.Take(5));
        Assert.Equal(4921, truth.Sum());
    }

    [Fact]
    public void A_curve_above_the_largest_contract_is_announced_as_an_overrun()
    {
        var curve = Read(Rows[0], Rows[1].Replace("600", "20000"));
        var options = new VillageOptions { Curve = curve, Every = TimeSpan.FromMinutes(10) };
        var standard = Decoded.All(options);
        Assert.Equal([true, true, true, false],
            standard.Take(4).Select(frame => frame.Reading.Status!.Value.IsPowerExceeded));
        var historic = Decoded.All(options with { Mode = VillageMode.Historic });
        Assert.Equal(["179", "179", "179", null],
            historic.Take(4).Select(frame => frame.Data.GetValueOrDefault(TicLabel.ADPS)));
    }

    [Theory]
    [InlineData(1, "from,to,wh", "line 1: the header is 'from,to,wh'. Give 'start,end,wh'")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,600", "line 3: 2 values")]
    [InlineData(3, "yesterday,2026-01-15T01:00:00+01:00,600", "line 3: start is 'yesterday': give ISO 8601")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,,600", "line 3: end is ''")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,", "line 3: wh is '': give whole Wh")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,1.5", "line 3: wh is '1.5'")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,-4", "line 3: -4 Wh in the half-hour")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,25001", "line 3: 25001 Wh in the half-hour")]
    [InlineData(3, "2026-01-15T00:30:00+01:00,2026-01-15T01:30:00+01:00,600", "line 3: 2026-01-15T00:30:00+01:00 to")]
    [InlineData(4, "2026-01-15T01:30:00+01:00,2026-01-15T02:00:00+01:00,600", "line 4: it starts at")]
    [InlineData(4, "2026-01-15T00:30:00+01:00,2026-01-15T01:00:00+01:00,600", "line 4: it starts at")]
    public void A_CSV_that_cannot_be_played_says_where_and_what_to_do(int line, string text, string message)
    {
        var rows = Rows.ToArray();
        rows[line - 1] = text;
        Assert.Contains(message, Assert.Throws<SimulationException>(() => Read(rows)).Message);
    }

    [Theory]
    [InlineData("<V>478</V>", "", "the point of 2022-02-02T01:00:00+01:00 has no value (V): a hole cannot be played")]
    [InlineData("<V>478</V>", "<V>477</V>", "the point of 2022-02-02T01:00:00+01:00 has V '477'")]
    [InlineData("01:00:00", "01:10:00", "line 3: ")]
    [InlineData("01:00:00", "01:30:00", "line 3: it starts at")]
    [InlineData("09111642617347", "0911", "Id_PRM is '0911'; a PRM has 14 digits")]
    [InlineData("</PRM>", "", "not well-formed XML")]
    [InlineData("R50", "R151", "the XML is a R151")]
    [InlineData("</PRM>", "</PRM><PRM/>", "2 usage points")]
    public void An_R50_that_cannot_be_played_says_where_and_what_to_do(string old, string replacement, string message)
    {
        const string Good = """
            <R50><PRM><Id_PRM>09111642617347</Id_PRM><Donnees_Releve>
            <PDC><H>2022-02-02T00:30:00+01:00</H><V>476</V></PDC>
            <PDC><H>2022-02-02T01:00:00+01:00</H><V>478</V></PDC></Donnees_Releve></PRM></R50>
            """;
        Assert.Equal([238, 239], Read(Good).Points.Select(point => point.Wh));
        var bad = Good.Replace(old, replacement, StringComparison.Ordinal);
        var error = Assert.Throws<SimulationException>(() => Read(bad));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Contains("nowhere.csv",
            Assert.Throws<SimulationException>(() => PlayedCurve.Read("nowhere.csv")).Message);
    }

    static PlayedCurve Read(params string[] lines)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            return PlayedCurve.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
