using System.Text;

namespace Oya.Simulation.Tests;

public class FrameSizeTests
{
    [Theory]
    [InlineData(1, VillageTariff.Base, 152)]
    [InlineData(1, VillageTariff.HpHc, 170)]
    [InlineData(1, VillageTariff.Tempo, 275)]
    [InlineData(3, VillageTariff.Base, 233)]
    [InlineData(3, VillageTariff.HpHc, 251)]
    [InlineData(3, VillageTariff.Tempo, 356)]
    public void A_historic_frame_has_the_size_of_the_specification(int phases, VillageTariff tariff, int bytes)
    {
        var frames = Frames(Options(phases, tariff) with { Mode = VillageMode.Historic });
        Assert.Equal([bytes], frames.Select(frame => frame.Length).Distinct());
    }

    [Fact]
    public void A_historic_EJP_frame_has_PEJP_only_during_the_notice_and_the_peak()
    {
        const int PejpGroup = 11;
        var options = Options(1, VillageTariff.Ejp) with { Mode = VillageMode.Historic, Days = 40 };
        var seen = Frames(options)
            .Select(frame => (frame.Length, Peak: frame.Contains("PM.."), Pejp: frame.Contains("PEJP 30 ")))
            .Distinct().Order();
        Assert.Equal([(184 - PejpGroup, false, false), (184, false, true), (184, true, true)], seen);
    }

    [Theory]
    [InlineData(1, 0, 0, 805)]
    [InlineData(1, 0, 100, 865)]
    [InlineData(1, 100, 0, 973)]
    [InlineData(1, 100, 100, 1093)]
    [InlineData(3, 0, 0, 1154)]
    [InlineData(3, 0, 100, 1214)]
    [InlineData(3, 100, 0, 1322)]
    [InlineData(3, 100, 100, 1442)]
    public void A_standard_frame_has_the_size_of_the_specification(int phases, int producers, int consenting, int bytes)
    {
        foreach (var tariff in new[] { VillageTariff.Base, VillageTariff.HpHc, VillageTariff.Tempo })
        {
            var options = Options(phases, tariff) with
            {
                Meters = 3,
                ProducersPercent = producers,
                ConsentingPercent = consenting,
            };
            // One of the three customers without both consents gave none. Only that customer's meter does not record.
            var meter = new Village(options).Meters.First(m => m.RecordsCurve == (consenting == 100));
            Assert.Equal([bytes], Frames(options, meter.Index).Select(frame => frame.Length).Distinct());
        }
    }

    [Fact]
    public void A_standard_EJP_frame_adds_DPM_and_FPM_and_during_the_notice_PPOINTE()
    {
        const int PeakProfileGroup = 110;
        var seen = Frames(Options(3, VillageTariff.Ejp) with { Days = 40 })
            .Select(frame => (frame.Length, Peak: frame.Contains("POINTE  MOBILE"), Profile: frame.Contains("PPOINTE")))
            .Distinct().Order();
        Assert.Equal([(1214, false, false), (1264, true, false), (1264 + PeakProfileGroup, false, true)], seen);
    }

    [Theory]
    [InlineData(1, 0, 0, 36)]
    [InlineData(1, 0, 100, 38)]
    [InlineData(1, 100, 0, 44)]
    [InlineData(1, 100, 100, 48)]
    [InlineData(3, 0, 0, 51)]
    [InlineData(3, 0, 100, 53)]
    [InlineData(3, 100, 0, 59)]
    [InlineData(3, 100, 100, 63)]
    public void A_standard_frame_has_each_label_once_and_in_the_order_of_emission(
        int phases, int producers, int consenting, int groups)
    {
        var village = new Village(Options(phases, VillageTariff.Tempo) with
        {
            Meters = 3,
            ProducersPercent = producers,
            ConsentingPercent = consenting,
        });
        var meter = village.Meters.First(m => m.RecordsCurve == (consenting == 100));
        foreach (var frame in Decoded.All(village.OpenMeter(meter.Index)))
        {
            Assert.Equal(frame.Data.Keys.Order(), frame.Data.Keys);
            Assert.Equal((groups, groups), (frame.Data.Count, frame.Summary.ValidGroups));
        }
    }

    [Theory]
    [InlineData(1, 0, "ADCO OPTARIF ISOUSC BASE PTEC IINST IMAX PAPP HHPHC MOTDETAT")]
    [InlineData(3, 0, "ADCO OPTARIF ISOUSC BASE PTEC IINST1 IINST2 IINST3 IMAX1 IMAX2 IMAX3 PMAX PAPP HHPHC "
        + "MOTDETAT PPOT")]
    [InlineData(1, 2, "ADCO OPTARIF ISOUSC BBRHCJB BBRHPJB BBRHCJW BBRHPJW BBRHCJR BBRHPJR PTEC DEMAIN IINST IMAX "
        + "PAPP HHPHC MOTDETAT")]
    public void A_historic_frame_has_its_labels_in_the_order_of_emission(int phases, int tariff, string labels)
    {
        var options = Options(phases, (VillageTariff)tariff) with { Mode = VillageMode.Historic };
        Assert.All(Decoded.All(options), frame => Assert.Equal(labels, string.Join(' ', frame.Data.Keys)));
    }

    static VillageOptions Options(int phases, VillageTariff tariff) => new()
    {
        From = Decoded.Day("2025-12-20"), Phases = phases, Tariff = tariff, Every = TimeSpan.FromMinutes(10), Seed = 7,
    };

    /// <summary>The frames as text, from STX to ETX, both included.</summary>
    static IEnumerable<string> Frames(VillageOptions options, int meter = 0)
    {
        using var bytes = new MemoryStream();
        new Village(options).WriteMeter(meter, bytes, TestContext.Current.CancellationToken);
        var text = Encoding.Latin1.GetString(bytes.ToArray());
        Assert.EndsWith("\u0003", text);
        return text[..^1].Split('\u0003').Select(frame => frame + '\u0003');
    }
}
