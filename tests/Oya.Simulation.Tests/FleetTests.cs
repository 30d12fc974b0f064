using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

/// <summary>What decoders are measured with is what meters send.</summary>
public class FleetTests
{
    const int Meters = 100;

    static byte[] Bytes(FleetKind kind, int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Fleet(kind, Meters, seed).Fill(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    /// <summary>All frames but the last one, which the end cuts.</summary>
    static List<DecodedFrame> Frames(FleetKind kind, int length)
    {
        var bytes = Bytes(kind, length);
        return Decoded.All(new MemoryStream(bytes, 0, bytes.AsSpan().LastIndexOf((byte)3) + 1));
    }

    [Fact]
    public void The_standard_fleet_has_15_consumers_3_producers_and_2_three_phase_meters_of_20()
    {
        var frames = Frames(FleetKind.Standard, 10 * 93_450);
        var round = frames.Take(Meters).ToList();
        Assert.Equal(
            [(865, 75), (1093, 15), (1214, 10)],
            round.GroupBy(frame => frame.Summary.Length + 1).Select(g => (g.Key, g.Count())).Order());
        Assert.Equal(Meters, round.Select(frame => frame.Reading.Meter).Distinct().Count());
        Assert.Equal(Meters, round.Select(frame => frame.Reading.Prm).Distinct().Count());
        Assert.All(frames, frame => Assert.NotNull(frame.Reading.LastPoint));
    }

    [Fact]
    public void Contracts_and_profiles_of_the_day_differ_from_meter_to_meter()
    {
        var round = Frames(FleetKind.Standard, 2 * 93_450).Take(Meters).ToList();
        Assert.Equal(4, round.Select(frame => frame.Data[TicLabel.NGTF]).Distinct().Count());
        Assert.InRange(round.Select(frame => frame.Data[TicLabel.LTARF]).Distinct().Count(), 3, 12);
        Assert.InRange(round.Select(frame => frame.Data[TicLabel.PREF]).Distinct().Count(), 4, 12);
        Assert.InRange(round.Select(frame => frame.Data[TicLabel.STGE]).Distinct().Count(), 4, Meters);
        Assert.Equal(
            [1, 2, 3, 4],
            round.Select(frame => 11 - frame.Data[TicLabel.PJOURF_1].Split("NONUTILE").Length + 1).Distinct().Order());
    }

    [Fact]
    public void Each_round_has_every_meter_once_in_another_order_and_later()
    {
        var frames = Frames(FleetKind.Standard, 4 * 93_450);
        var rounds = frames.Chunk(Meters).Take(3)
            .Select(round => round.Select(frame => frame.Reading).ToList()).ToList();
        Assert.All(rounds, round => Assert.Equal(Meters, round.Select(reading => reading.Meter).Distinct().Count()));
        Assert.NotEqual(rounds[0].Select(r => r.Meter), rounds[1].Select(r => r.Meter));
        foreach (var (before, after) in rounds[0].OrderBy(r => r.Meter.Value)
            .Zip(rounds[1].OrderBy(r => r.Meter.Value)))
        {
            Assert.Equal(31, after.At.UnixSeconds - before.At.UnixSeconds);
            Assert.True(after.Energy.ImportWh >= before.Energy.ImportWh);
            // More than the clock has moved.
            Assert.NotEqual(before with { At = after.At, ReceivedAt = after.ReceivedAt }, after);
        }
    }

    [Fact]
    public void The_historic_fleet_has_both_numbers_of_phases_and_four_tariffs()
    {
        var round = Frames(FleetKind.Historic, 3 * 25_000).Take(Meters).ToList();
        Assert.All(round, frame => Assert.Equal(TicMode.Historic, frame.Summary.Mode));
        Assert.Equal(15, round.Count(frame => frame.Data.ContainsKey(TicLabel.PPOT)));
        Assert.Equal(4, round.Select(frame => frame.Data[TicLabel.OPTARIF]).Distinct().Count());
    }

    [Fact]
    public void The_fleet_of_three_phase_producers_has_the_longest_frames() => Assert.All(
        Frames(FleetKind.ThreePhaseProducers, 300_000),
        frame => Assert.Equal((1442, 63), (frame.Summary.Length + 1, frame.Summary.ValidGroups)));

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Bytes(FleetKind.Standard, 200_000), Bytes(FleetKind.Standard, 200_000));
        Assert.NotEqual(Bytes(FleetKind.Standard, 200_000), Bytes(FleetKind.Standard, 200_000, seed: 2));
    }

    [Fact]
    public void Pieces_of_each_port_in_turn_put_together_are_the_streams_of_the_meters()
    {
        const int Piece = 64, Turn = Piece * Meters;
        var bytes = new byte[40 * Turn + 100];
        var fleet = new Fleet(FleetKind.Standard, Meters);
        var filled = fleet.FillPieces(bytes, Piece, TestContext.Current.CancellationToken);
        Assert.Equal(40 * Turn, filled);
        for (var port = 0; port < Meters; port++)
        {
            var stream = Enumerable.Range(0, 40)
                .SelectMany(turn => bytes.AsSpan(turn * Turn + port * Piece, Piece).ToArray()).ToArray();
            var frames = Decoded.Readings(new MemoryStream(stream, 0, Array.LastIndexOf(stream, (byte)3) + 1));
            Assert.InRange(frames.Count, 1, 3);
            Assert.Single(frames.Select(frame => frame.Reading.Meter).Distinct());
        }
    }

    [Fact]
    public void Flipped_bits_are_one_in_each_stretch_and_the_same_again_takes_them_back()
    {
        var clean = Bytes(FleetKind.Standard, 100_000);
        var noisy = clean.ToArray();
        Assert.Equal(100, BitFlips.Apply(noisy, 1000, 7));
        for (var i = 0; i < noisy.Length; i += 1000)
        {
            var differences = Enumerable.Range(i, 1000).Where(at => noisy[at] != clean[at]).ToList();
            Assert.True(byte.IsPow2((byte)(noisy[Assert.Single(differences)] ^ clean[differences[0]])));
        }

        BitFlips.Apply(noisy, 1000, 7);
        Assert.Equal(clean, noisy);
    }
}
