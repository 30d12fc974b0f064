using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class LoadCurveTests
{
    [Fact]
    public void CCASN_is_twice_the_energy_of_the_half_hour_that_ended_and_comes_within_ten_seconds()
    {
        var options = new VillageOptions
        {
            Meters = 5, From = Decoded.Day("2026-06-10"), ProducersPercent = 40, Every = TimeSpan.FromSeconds(1),
        };
        var village = new Village(options);
        foreach (var meter in village.Meters)
        {
            var truth = village.Truth(meter.Index).ToDictionary(point => point.HalfHour.End);
            var late = 0L;
            foreach (var frame in Decoded.All(village.OpenMeter(meter.Index)))
            {
                var (last, previous) = (frame.Reading.LastPoint!.Value, frame.Reading.PreviousPoint!.Value);
                var age = frame.Reading.At - last.End;
                Assert.InRange(age, 0, 1810);
                Assert.Equal(1800, last.End - previous.End);
                late = Math.Max(late, age - 1799);
                if (last.End > village.Start)
                {
                    Assert.Equal(2 * truth[last.End].DrawnWh, last.Watts);
                    Assert.Equal(
                        meter.IsProducer ? $"{2 * truth[last.End].InjectedWh:D5}" : null,
                        frame.Data.GetValueOrDefault(TicLabel.CCAIN));
                }
            }

            Assert.InRange(late, 1, 10);
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
