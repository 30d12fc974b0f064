using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The invented meters of the trials. Their frames have no anomaly, so any anomaly in a trial comes from the damage.
/// </summary>
public class InventedMeterTests
{
    public static TheoryData<MeterKind> Kinds => [.. Enum.GetValues<MeterKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Frames_of_an_invented_meter_have_no_anomaly(MeterKind kind)
    {
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var writer = new TicWriter();
            var meter = new InventedMeter(kind, new(seed));
            for (var i = 0; i < 30; i++)
            {
                meter.Write(writer);
            }

            var frames = Anomalies.From(writer.Written);
            Assert.Equal(30, frames.Count);
            Assert.All(frames, one => Assert.True(
                one.Anomaly == FrameAnomaly.None && one.Frame.IsWhole,
                $"{kind}, seed {seed}, frame {one.Ordinal}: {one.Anomaly} {one.Label}"));
        }
    }
}
