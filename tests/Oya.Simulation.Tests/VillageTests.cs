using CsCheck;
using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class VillageTests
{
    static readonly VillageOptions Options = new()
    {
        Meters = 200, From = Decoded.Day("2026-01-15"), Mode = VillageMode.Mixed, Tariff = VillageTariff.Mixed,
        ProducersPercent = 25, ConsentingPercent = 60,
    };

    [Fact]
    public void Addresses_and_usage_points_are_unique_and_every_contract_exists()
    {
        Gen.Select(Gen.Int, Gen.OneOf(Gen.Const(1), Gen.Const(3))).Sample(
            (seed, phases) =>
            {
                var meters = new Village(Options with { Seed = seed, Phases = phases, Meters = 3000 }).Meters;
                Assert.Equal(meters.Count, meters.Select(meter => meter.Address).Distinct().Count());
                Assert.Equal(meters.Count, meters.Select(meter => meter.Prm).Distinct().Count());
                Assert.Equal(750, meters.Count(meter => meter.IsProducer));
                Assert.Equal(1800, meters.Count(meter => meter.Consent == CustomerConsent.Both));
                Assert.Equal(400, meters.Count(meter => meter.Consent == CustomerConsent.CollectionWithdrawn));
                Assert.Equal(4, meters.Select(meter => meter.Tariff).Distinct().Count());
                Assert.All(meters, meter =>
                {
                    Assert.True(meter.Mode == TicMode.Standard || !meter.IsProducer);
                    Assert.Matches(phases == 1 ? "^0[24](1[6-9]|2[01])61" : "^0[24](1[6-9]|2[01])76",
                        meter.Address.ToDigits());
                    Assert.Equal(14, meter.Prm.ToDigits().Length);
                });
            },
            iter: 20);
    }

    [Fact]
    public void A_household_consumes_little_at_night_and_most_in_the_evening()
    {
        var village = new Village(new() { Meters = 100, From = Decoded.Day("2026-06-17") });
        var byHour = village.Meters.SelectMany(meter => village.Truth(meter.Index))
            .GroupBy(point => point.HalfHour.Start.InParis().Hour)
            .ToDictionary(group => group.Key, group => group.Average(point => 2 * point.ImportWh));
        Assert.InRange(byHour[3], 80, 350);
        Assert.True(byHour[7] > 1.3 * byHour[3] && byHour[19] > 1.5 * byHour[10] && byHour[19] > byHour[7]);
    }

    [Fact]
    public void Winter_takes_more_energy_than_summer_and_solar_export_peaks_at_noon()
    {
        var options = Options with { Meters = 60, ProducersPercent = 50 };
        long Import(string day) => Sum(options with { From = Decoded.Day(day) }, point => point.ImportWh);
        Assert.True(Import("2026-01-14") > 2 * Import("2026-07-15"));
        var village = new Village(options with { From = Decoded.Day("2026-07-15") });
        var export = village.Meters.SelectMany(meter => village.Truth(meter.Index)).Where(point => point.ExportWh > 0);
        Assert.All(export, point => Assert.InRange(point.HalfHour.Start.InParis().Hour, 5, 22));
        Assert.True(export.MaxBy(point => point.ExportWh).HalfHour.Start.InParis().Hour is >= 11 and <= 16);
    }

    [Fact]
    public void The_truth_file_has_every_half_hour_of_every_meter()
    {
        var village = new Village(Options with { Meters = 3, Days = 2 });
        var lines = Lines(village.WriteTruth);
        Assert.Equal("usage_point,meter,start,end,wh_drawn,wh_injected", lines[0]);
        var expected = village.Meters.SelectMany(meter => village.Truth(meter.Index)).Select(point =>
            $"{point.UsagePoint.ToDigits()},{point.Meter.ToDigits()},{point.HalfHour.Start.ToParisString()},"
            + $"{point.HalfHour.End.ToParisString()},{point.ImportWh},{point.ExportWh}");
        Assert.Equal(expected, lines.Skip(1));
        Assert.Equal(3 * 96 + 1, lines.Length);
    }

    [Fact]
    public void The_registry_has_every_customer()
    {
        var village = new Village(Options);
        var lines = Lines(village.WriteRegistry);
        Assert.Equal("usage_point,meter,holder,from,to,kva,offer", lines[0]);
        var first = village.Meters[0];
        Assert.Equal(
            $"{first.Prm.ToDigits()},{first.Address.ToDigits()},H000001,2025-01-15T00:00:00+01:00,,{first.SubscribedKva},"
            + $"{first.Tariff.ToString().ToUpperInvariant()}-{first.SubscribedKva}",
            lines[1]);
        Assert.Equal(201, lines.Length);
    }

    [Fact]
    public void The_consents_file_has_the_consents_of_every_meter()
    {
        var village = new Village(Options with { Days = 3 });
        var lines = Lines(village.WriteConsents);
        Assert.Equal("usage_point,holder,kind,event,at,expires,reference", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToLookup(cells => cells[0]);
        foreach (var meter in village.Meters)
        {
            string[] recording =
            [
                "enregistrement requested 2026-01-05T09:00:00+01:00 2029-01-05T09:00:00+01:00 E",
                "enregistrement activated 2026-01-05T09:01:00+01:00 2029-01-05T09:00:00+01:00 E",
            ];
            string[] both =
            [
                .. recording,
                "collecte requested 2026-01-05T09:00:00+01:00 2029-01-05T09:00:00+01:00 C",
                "collecte activated 2026-01-05T09:01:00+01:00 2029-01-05T09:00:00+01:00 C",
            ];
            string[] expected = meter.Consent switch
            {
                CustomerConsent.None => [],
                CustomerConsent.RecordingOnly => recording,
                CustomerConsent.Both => both,
                _ => [.. both, "collecte withdrawn 2026-01-17T14:20:00+01:00  C"],
            };
            Assert.Equal(
                expected.Select(text => text[..^1] + $"SIM-{meter.Index + 1:D6}-{text[^1]}"),
                rows[meter.Prm.ToDigits()].Select(cells => string.Join(' ', cells.Skip(2))));
        }
    }

    public static TheoryData<VillageOptions, string> BadOptions() => new()
    {
        { new(), "No first day" },
        { Options with { Meters = 0 }, "0 meters" },
        { Options with { Days = 0 }, "0 days" },
        { Options with { Phases = 2 }, "2 phases" },
        { Options with { Mode = VillageMode.Historic }, "does not show exported energy" },
        { Options with { ProducersPercent = 101 }, "101 % producers" },
        { Options with { ConsentingPercent = -1 }, "-1 % consenting" },
        { Options with { NoiseRate = 0.6 }, "damaged bytes per byte" },
        { Options with { Every = TimeSpan.FromMilliseconds(1500) }, "give whole seconds" },
        { Options with { JitterSeconds = 5 }, "A jitter of 5 s" },
        { Options with { JitterSeconds = 60, Every = TimeSpan.FromMinutes(1) }, "A jitter of 60 s" },
        { Options with { StartIndexWh = 1_000_000_000 }, "nine digits" },
        { Options with { From = Decoded.Day("1999-01-01") }, "2001 to 2099" },
    };

    [Theory, MemberData(nameof(BadOptions))]
    public void An_invalid_option_is_rejected_with_its_reason(VillageOptions options, string message)
    {
        Assert.Contains(message, Assert.Throws<SimulationException>(() => new Village(options)).Message);
    }

    static long Sum(VillageOptions options, Func<TruthPoint, int> select)
    {
        var village = new Village(options);
        return village.Meters.Sum(meter => village.Truth(meter.Index).Sum(select));
    }

    static string[] Lines(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
