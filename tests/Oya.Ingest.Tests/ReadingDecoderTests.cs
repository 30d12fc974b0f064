using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class ReadingDecoderTests
{
    [Fact]
    public void Frames_become_readings_of_their_own_time()
    {
        var (readings, kept) = Decode(Frames.Standard(3, step: 60), start: null);

        Assert.Equal([0L, 60, 120], kept.Select(reading => reading.At - Frames.Start));
        Assert.All(kept, reading => Assert.Equal(
            (reading.At, InstantSource.MeterClock, Frames.StandardMeter), (reading.ReceivedAt, reading.Source, reading.Meter)));
        Assert.Equal((3, Frames.Start, Frames.Start + 120), (readings.Readings, readings.First, readings.Last));
    }

    [Fact]
    public void A_historic_frame_gets_its_time_from_the_capture()
    {
        var (_, kept) = Decode(Frames.Historic(3, first: 500), Frames.Start);

        Assert.Equal([0L, 60, 120], kept.Select(reading => reading.At - Frames.Start));
        Assert.All(kept, reading => Assert.Equal((reading.At, InstantSource.Estimated), (reading.ReceivedAt, reading.Source)));
        Assert.Equal([500L, 501, 502], kept.Select(reading => reading.Energy.DrawnWh!.Value));
    }

    [Theory]
    [InlineData("BASE 000000501")]
    [InlineData("ADCO 031762000041")]
    public void A_frame_lost_to_noise_still_took_its_time(string damaged)
    {
        byte[] bytes = [.. Frames.Historic(1, 500), .. Frames.Damage(Frames.Historic(1, 501), damaged), .. Frames.Historic(1, 502)];
        var (_, kept) = Decode(bytes, Frames.Start);

        Assert.Equal([(0L, 500L), (120, 502)], kept.Select(r => (r.At - Frames.Start, r.Energy.DrawnWh!.Value)));
    }

    [Fact]
    public void A_frame_without_its_date_is_counted_and_left_out()
    {
        var (readings, kept) = Decode([.. Frames.Standard(2, dated: false), .. Frames.Standard(1)], Frames.Start);
        Assert.Equal((2, 1, 1), (readings.Undated, readings.Readings, kept.Length));
    }

    [Fact]
    public void What_was_taken_is_not_taken_again()
    {
        var readings = new ReadingDecoder(new("c", Frames.Start, null), new Sampler(TimeSpan.Zero));
        var decoder = new TicDecoder();
        decoder.Decode(Frames.Standard(3), ref readings);
        // The last one waits for a larger index in its second.
        Assert.Equal(2, readings.KeptCount);
        Assert.Equal(2, readings.Take().Length);
        Assert.Equal(0, readings.KeptCount);
        readings.Flush();
        Assert.Single(readings.Take());
        Assert.Empty(readings.Take());
    }

    static (ReadingDecoder Readings, Reading[] Kept) Decode(byte[] bytes, Instant? start)
    {
        var readings = new ReadingDecoder(new("c", start, TimeSpan.FromSeconds(60)), new Sampler(TimeSpan.Zero));
        var decoder = new TicDecoder();
        decoder.Decode(bytes, ref readings);
        decoder.Complete(ref readings);
        readings.Flush();
        return (readings, readings.Take());
    }
}
