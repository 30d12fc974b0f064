using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class CaptureClockTests
{
    static readonly MeterAddress A = new(1), B = new(2);

    [Theory]
    [InlineData(60.0, 7, 420)]
    [InlineData(0.29, 100, 29)]
    [InlineData(1.5, 3, 4)]
    public void A_step_counts_the_frames_that_were_sent(double step, int ordinal, int seconds)
    {
        var clock = new CaptureClock("c", Frames.Start, TimeSpan.FromSeconds(step));
        clock.Seen(A);
        Assert.Equal(Frames.Start.AddSeconds(seconds), clock.GetInstant(A, Frame(ordinal, 0)));
    }

    [Fact]
    public void Without_a_step_the_line_tells_the_time()
    {
        var clock = new CaptureClock("c", Frames.Start, null);
        clock.Seen(A);
        Assert.Equal(Frames.Start, clock.GetInstant(A, Frame(0, 119)));
        Assert.Equal(Frames.Start.AddSeconds(1), clock.GetInstant(A, Frame(1, 120)));
        Assert.Equal(Frames.Start.AddSeconds(86_400), clock.GetInstant(A, Frame(2, 120L * 86_400)));
    }

    [Fact]
    public void Without_a_start_nobody_knows_the_time()
    {
        var clock = new CaptureClock("meter.tic", null, TimeSpan.FromSeconds(60));
        clock.Seen(A);
        var refused = Assert.Throws<CaptureException>(() => clock.GetInstant(A, Frame(0, 0)));
        Assert.Contains("meter.tic", refused.Message);
        Assert.Contains("--start", refused.Remedy);
    }

    [Fact]
    public void Several_meters_need_a_step()
    {
        var clock = new CaptureClock("c", Frames.Start, null);
        clock.Seen(A);
        Assert.Equal(Frames.Start, clock.GetInstant(A, Frame(0, 0)));
        clock.Seen(B);
        Assert.Contains("--step", Assert.Throws<CaptureException>(() => clock.GetInstant(B, Frame(1, 200))).Remedy);
    }

    [Fact]
    public void With_a_step_each_meter_has_its_own_time()
    {
        var clock = new CaptureClock("c", Frames.Start, TimeSpan.FromSeconds(60));
        for (var i = 0; i < 6; i++)
        {
            var meter = i % 2 == 0 ? A : B;
            clock.Seen(meter);
            Assert.Equal(Frames.Start.AddSeconds(i / 2 * 60), clock.GetInstant(meter, Frame(i, i * 100)));
        }
    }

    static FrameSummary Frame(long ordinal, long offset) =>
        new(ordinal, offset, 100, FrameEnd.Complete, TicMode.Historic, 5, 0, 0, true);
}
