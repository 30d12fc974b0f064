using Oya.Proof;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The meters that trials are made with: of what they send nothing is doubted, so that a doubt is of the damage.
/// </summary>
public class InventedMeterTests
{
    public static TheoryData<MeterKind> Kinds => [.. Enum.GetValues<MeterKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Frames_of_an_invented_meter_are_never_in_doubt(MeterKind kind)
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
