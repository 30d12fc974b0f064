using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class LoadCurveTests
{
    [Fact]
    public void CCASN_is_twice_the_energy_of_the_half_hour_that_ended_and_comes_within_ten_seconds()
    {
        var options = new VillageOptions
        {
            Meters = 2, From = Decoded.Day("2026-06-10"), ProducersPercent = 50, Every = TimeSpan.FromSeconds(1),
        };
        var village = new Village(options);
        foreach (var meter in village.Meters)
        {
            var truth = village.Truth(meter.Index)
                .ToDictionary(point => point.HalfHour.End, point => 2 * point.ImportWh);
            var readings = Decoded.Readings(village.OpenMeter(meter.Index)).Select(frame => frame.Reading).ToList();
            Assert.DoesNotContain(
                readings, r => r.LastPoint!.Value.End.UnixSeconds - r.PreviousPoint!.Value.End.UnixSeconds != 1800);
            Assert.DoesNotContain(readings, r => r.At < r.LastPoint!.Value.End);
            Assert.DoesNotContain(
                readings, r => r.LastPoint!.Value.End > village.Start
                    && truth[r.LastPoint.Value.End] != r.LastPoint.Value.Watts);
            var late = readings.Max(r => r.At.UnixSeconds - r.LastPoint!.Value.End.UnixSeconds) - 1799;
            Assert.InRange(late, 1, 10);
        }
    }

    [Fact]
    public void CCAIN_is_the_same_for_what_is_injected()
    {
        var village = new Village(new()
        {
            From = Decoded.Day("2026-06-10"), ProducersPercent = 100, Every = TimeSpan.FromMinutes(10),
        });
        var truth = village.Truth(0).ToDictionary(point => point.HalfHour.End, point => 2L * point.ExportWh);
        Assert.True(truth.Values.Max() > 1000);
        foreach (var frame in Decoded.All(village.OpenMeter(0)).Where((_, i) => i % 3 == 1))
        {
            var end = frame.Horodates[TicLabel.CCAIN].ToInstant();
            Assert.Equal(600, frame.Reading.At.UnixSeconds - end.UnixSeconds);
            Assert.Equal(end > village.Start ? truth[end] : frame.Number(TicLabel.CCAIN), frame.Number(TicLabel.CCAIN));
        }
    }

    [Fact]
    public void Without_consent_to_record_there_is_no_load_curve()
    {
        var village = new Village(new()
        {
            Meters = 6, From = Decoded.Day("2026-06-10"), ConsentingPercent = 0, Every = TimeSpan.FromHours(1),
        });
        Assert.Equal(2, village.Meters.Count(meter => !meter.RecordsCurve));
        foreach (var meter in village.Meters)
        {
            var frames = Decoded.All(village.OpenMeter(meter.Index));
            Assert.All(frames, frame => Assert.Equal(meter.RecordsCurve, frame.Reading.LastPoint is not null));
        }
    }
}
