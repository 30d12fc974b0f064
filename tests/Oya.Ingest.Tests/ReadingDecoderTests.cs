using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class ReadingDecoderTests
{
    [Fact]
    public void Frames_become_readings_of_their_own_time()
    {
        var (readings, kept) = Decode(Frames.Standard(3, step: 60), start: null);

        Assert.Equal([0L, 60, 120], kept.Select(reading => reading.At.UnixSeconds - Frames.Start.UnixSeconds));
        Assert.All(kept, reading => Assert.Equal(
            (reading.At, InstantSource.MeterClock, Frames.StandardMeter),
                (reading.ReceivedAt, reading.Source, reading.Meter)));
        Assert.Equal(
            (3, Frames.Start, Frames.Start.AddSeconds(120)), (readings.Readings, readings.First, readings.Last));
    }

    [Fact]
    public void A_historic_frame_gets_its_time_from_the_capture()
    {
        var (_, kept) = Decode(Frames.Historic(3, first: 500), Frames.Start);

        Assert.Equal([0L, 60, 120], kept.Select(reading => reading.At.UnixSeconds - Frames.Start.UnixSeconds));
        Assert.All(kept, reading =>
            Assert.Equal((reading.At, InstantSource.Estimated), (reading.ReceivedAt, reading.Source)));
        Assert.Equal([500L, 501, 502], kept.Select(reading => reading.Energy.ImportWh!.Value));
    }

    [Theory]
    [InlineData("BASE 000000501")]
    [InlineData("ADCO 031762000041")]
    public void A_frame_lost_to_noise_still_took_its_time(string damaged)
    {
        byte[] bytes = [.. Frames.Historic(1, 500), .. Frames.Damage(Frames.Historic(1, 501), damaged),
            .. Frames.Historic(1, 502)];
        var (_, kept) = Decode(bytes, Frames.Start);

        Assert.Equal(
            [(0L, 500L), (120, 502)],
            kept.Select(r => (r.At.UnixSeconds - Frames.Start.UnixSeconds, r.Energy.ImportWh!.Value)));
    }

    [Fact]
    public void A_frame_without_its_date_is_counted_and_left_out()
    {
        var (readings, kept) = Decode([.. Frames.Standard(2, dated: false), .. Frames.Standard(1, first: 1002)], Frames.Start);
        Assert.Equal((2, 1, 1), (readings.Undated, readings.Readings, kept.Length));
    }

    [Fact]
    public void A_frame_in_doubt_gives_no_reading_and_is_counted_by_its_cause()
    {
        byte[] Jump(int second, int wh) => Frames.Standard(1, start: Frames.Start.AddSeconds(second), first: wh);
        var frame = Frames.Standard(1, start: Frames.Start.AddSeconds(30), first: 1030);
        byte[] bytes =
        [
            .. Jump(0, 1000),
            // Another group than a register: nothing that a reading is for.
            .. Frames.Damage(Jump(1, 1001), "SINSTS\t00420"),
            .. Frames.Damage(Jump(2, 1002), "EASF01\t000001002"),
            .. Frames.Damage(Jump(3, 1003), "PRM\t14500000000001"),
            .. Frames.Damage(Jump(4, 1004), "ADSC\t021976543123"),
            .. Frames.Without(Jump(5, 1005), "SINSTS"),
            .. Jump(6, 900), .. Jump(7, 1007), .. Jump(8, 39_000_000),
            // From the registers of one frame to those of the next.
            .. frame[..frame.AsSpan().IndexOf("\nPRM"u8)], .. frame[frame.AsSpan().IndexOf("\nEAST"u8)..],
            // A jump that stays: the meter counts from there.
            .. Jump(31, 20_000_000), .. Jump(32, 20_000_001),
        ];
        var (readings, kept) = Decode(bytes, start: null);

        Assert.Equal([0L, 1, 7, 32], kept.Select(reading => reading.At.UnixSeconds - Frames.Start.UnixSeconds));
        var anomalies = readings.Anomalies;
        Assert.Equal(
            (1L, 1L, 3L, 1L, 2L),
            (anomalies.Sequence, anomalies.Missing, anomalies.Incomplete, anomalies.IndexDown, anomalies.IndexTooFast));
        Assert.Equal((Frames.Start, Frames.Start.AddSeconds(32)), (readings.First, readings.Last));
    }

    [Fact]
    public void Another_contract_costs_one_frame()
    {
        byte[] bytes =
        [
            .. Frames.Standard(2),
            .. Frames.Without(Frames.Standard(1, start: Frames.Start.AddSeconds(2), first: 1002), "EASF01"),
            .. Frames.Without(Frames.Standard(1, start: Frames.Start.AddSeconds(3), first: 1003), "EASF01"),
        ];
        var (readings, kept) = Decode(bytes, start: null);
        Assert.Equal([0L, 1, 3], kept.Select(reading => reading.At.UnixSeconds - Frames.Start.UnixSeconds));
        Assert.Equal((1, 1), (readings.Anomalies.Missing, readings.Anomalies.Total));
    }

    [Theory]
    [InlineData(60.0)]
    [InlineData(null)]
    public void A_damaged_address_is_no_second_meter_and_moves_no_time(double? step)
    {
        // ADCO 031762000041, and a frame lost before it.
        byte[] bytes = [.. Frames.Historic(1, 9000), .. Frames.Damage(Frames.Historic(1, 9001), "BASE 000009001"),
            .. Frames.Historic(9002, new MeterAddress(031762000014)), .. Frames.Historic(1, 9003)];
        var (readings, kept) = Decode(bytes, Frames.Start, step);

        var seconds = step is null ? 3 * bytes.Length / 4 * 10 / 1200 : 180;
        Assert.Equal(
            [(0L, 9000L), (seconds, 9003)],
            kept.Select(r => (r.At.UnixSeconds - Frames.Start.UnixSeconds, r.Energy.ImportWh!.Value)));
        Assert.Equal((1, 1), (readings.Anomalies.UnknownMeter, readings.Anomalies.Total));
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

    static (ReadingDecoder Readings, Reading[] Kept) Decode(byte[] bytes, Instant? start, double? step = 60)
    {
        TimeSpan? between = step is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var readings = new ReadingDecoder(new("c", start, between), new Sampler(TimeSpan.Zero));
        var decoder = new TicDecoder();
        decoder.Decode(bytes, ref readings);
        decoder.Complete(ref readings);
        readings.Flush();
        return (readings, readings.Take());
    }
}
