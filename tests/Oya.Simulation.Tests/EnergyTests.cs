using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class EnergyTests
{
    const int Modulus = 1_000_000_000;

    public static TheoryData<VillageMode, VillageTariff, int, int> Villages()
    {
        var data = new TheoryData<VillageMode, VillageTariff, int, int>();
        foreach (var tariff in Enum.GetValues<VillageTariff>())
        {
            foreach (var phases in new[] { 1, 3 })
            {
                data.Add(VillageMode.Historic, tariff, phases, 0);
                data.Add(VillageMode.Standard, tariff, phases, 0);
                data.Add(VillageMode.Standard, tariff, phases, 100);
                data.Add(VillageMode.Mixed, tariff, phases, 50);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Villages))]
    public void Every_frame_is_right_and_the_index_at_each_boundary_is_the_truth(
        VillageMode mode, VillageTariff tariff, int phases, int producers)
    {
        var village = new Village(new()
        {
            Meters = 4, From = Decoded.Day("2026-01-16"), Days = 2, Mode = mode, Tariff = tariff, Phases = phases,
            ProducersPercent = producers, Every = TimeSpan.FromSeconds(300), Seed = 5,
        });
        foreach (var meter in village.Meters)
        {
            var frames = Decoded.All(village.OpenMeter(meter.Index));
            Assert.Equal(2 * 288 + 1, frames.Count);
            Assert.All(frames, frame => AssertAddsUp(frame, meter));
            var read = frames.Where((_, i) => i % 6 == 0).ToList();
            var import = read.Zip(
                read.Skip(1), (a, b) => (int)(b.Reading.Energy.ImportWh! - a.Reading.Energy.ImportWh!).Value);
            var export = read.Zip(
                read.Skip(1), (a, b) => b.Reading.Energy.ExportWh - a.Reading.Energy.ExportWh ?? 0);
            var truth = village.Truth(meter.Index).ToList();
            Assert.Equal(truth.Select(point => point.ImportWh), import);
            Assert.Equal(truth.Select(point => point.ExportWh), export);
            Assert.Equal(meter.IsProducer, truth.Sum(point => point.ExportWh) > 0);
        }
    }

    static void AssertAddsUp(DecodedFrame frame, SimulatedMeter meter)
    {
        var energy = frame.Reading.Energy;
        Assert.True(frame.Summary.IsWhole);
        Assert.Equal(meter.Address, frame.Reading.Meter);
        Assert.InRange(frame.Reading.ImportVa!.Value, 0, meter.SubscribedKva * 1000);
        var supplier = Enumerable.Range(1, 10).Sum(i => (long)(energy.GetSupplierWh(i) ?? 0));
        Assert.Equal(supplier, energy.ImportWh);
        if (meter.Mode == TicMode.Historic)
        {
            Assert.Equal(ReadingOutcome.Untimed, frame.Outcome);
            return;
        }

        Assert.Equal(ReadingOutcome.Timed, frame.Outcome);
        Assert.Equal(meter.Prm, frame.Reading.Prm);
        Assert.Equal(Enumerable.Range(1, 4).Sum(i => (long)energy.GetDistributorWh(i)!.Value), energy.ImportWh);
        var status = frame.Reading.Status!.Value;
        Assert.Equal(frame.Number(TicLabel.NTARF), status.SupplierRegister);
        Assert.Equal(meter.IsProducer, status.IsProducer);
        Assert.Equal(status.IsDryContactOpen, frame.Number(TicLabel.RELAIS) == 0);
        Assert.Equal(meter.IsProducer && frame.Number(TicLabel.SINSTI) > 0, status.IsExporting);
        Assert.True(!status.IsExporting || frame.Reading.ImportVa == 0);
        Assert.InRange(frame.Number(TicLabel.SMAXSN), frame.Reading.ImportVa.Value, meter.SubscribedKva * 1000);
        Assert.True(frame.Horodates[TicLabel.SMAXSN].ToInstant() <= frame.Reading.At);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(7, 3)]
    [InlineData(60, 59)]
    [InlineData(1800, 0)]
    public void How_often_a_meter_is_read_changes_no_index(int? every, int jitter)
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2026-04-02"), Tariff = VillageTariff.Tempo, ProducersPercent = 100, Seed = 3,
        };
        var second = Decoded.Readings(options with { Every = TimeSpan.FromSeconds(1) })
            .ToDictionary(frame => frame.Reading.At, frame => frame.Reading.Energy);
        var cadence = options with { Every = every is { } s ? TimeSpan.FromSeconds(s) : null, JitterSeconds = jitter };
        var frames = Decoded.Readings(cadence);
        Assert.Equal(options.From!.Value.Start, frames[0].Reading.At);
        Assert.True(frames[^1].Reading.At >= options.From.Value.End);
        Assert.DoesNotContain(frames, frame =>
            frame.Reading.At <= options.From.Value.End && second[frame.Reading.At] != frame.Reading.Energy);
        Assert.Equal(new Village(options).Truth(0), new Village(cadence).Truth(0));
    }

    [Fact]
    public void A_register_goes_on_at_zero_after_999_999_999()
    {
        foreach (var mode in new[] { VillageMode.Standard, VillageMode.Historic })
        {
            var options = new VillageOptions
            {
                From = Decoded.Day("2026-01-15"), Mode = mode, Every = TimeSpan.FromMinutes(30),
                StartIndexWh = Modulus - 100,
            };
            var frames = Decoded.All(options);
            var label = mode == VillageMode.Standard ? TicLabel.EASF01 : TicLabel.BASE;
            var index = frames.Select(frame => frame.Number(label)).ToList();
            Assert.Equal(Modulus - 100, index[0]);
            Assert.InRange(index[^1], 0, 200_000);
            Assert.Equal(index.Select(wh => (long?)wh), frames.Select(frame => frame.Reading.Energy.ImportWh));
            var differences = index.Zip(index.Skip(1), (a, b) => (int)((b - a + Modulus) % Modulus));
            Assert.Equal(new Village(options).Truth(0).Select(point => point.ImportWh), differences);
        }
    }

    [Fact]
    public void A_total_that_wraps_is_the_sum_of_its_registers_modulo_a_thousand_million()
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2026-01-15"), Tariff = VillageTariff.HpHc, Every = TimeSpan.FromMinutes(30),
            StartIndexWh = Modulus - 100,
        };
        Assert.All(Decoded.All(options), frame => Assert.Equal(
            frame.Number(TicLabel.EAST), (frame.Number(TicLabel.EASF01) + frame.Number(TicLabel.EASF02)) % Modulus));
    }

    [Theory]
    [InlineData("2026-03-29", 46)]
    [InlineData("2026-10-25", 50)]
    public void A_day_when_the_clocks_change_has_its_own_number_of_half_hours(string day, int count)
    {
        var options = new VillageOptions { From = Decoded.Day(day), Every = TimeSpan.FromMinutes(30) };
        var truth = new Village(options).Truth(0).ToList();
        var frames = Decoded.All(options);
        Assert.Equal(count, truth.Count);
        Assert.Equal(truth.Select(point => point.HalfHour.Start), frames.SkipLast(1).Select(frame => frame.Reading.At));
        foreach (var frame in frames)
        {
            var date = frame.Horodates[TicLabel.DATE];
            Assert.Equal(Horodate.FromInstant(frame.Reading.At), date);
        }

        var seasons = string.Concat(frames.Select(frame => frame.Horodates[TicLabel.DATE].Season));
        Assert.Equal(count == 46 ? "HHHH" + new string('E', 43) : "EEEEEE" + new string('H', 45), seasons);
    }
}
