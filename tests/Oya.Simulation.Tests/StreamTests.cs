using System.Text.Json;
using CsCheck;
using Oya.Teleinfo;

namespace Oya.Simulation.Tests;

public class StreamTests
{
    static readonly VillageOptions Options = new()
    {
        Meters = 7, From = Decoded.Day("2026-01-15"), Tariff = VillageTariff.Mixed, Mode = VillageMode.Mixed,
        Every = TimeSpan.FromMinutes(5), ProducersPercent = 30,
    };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        Gen.Select(Gen.Int, Gen.Int[0, 1]).Sample(
            (seed, noise) =>
            {
                var options = Options with { Seed = seed, NoiseRate = noise * 0.001, Every = TimeSpan.FromHours(1) };
                Assert.Equal(Bytes(options), Bytes(options));
                Assert.NotEqual(Bytes(options), Bytes(options with { Seed = unchecked(seed + 1) }));
            },
            iter: 10);
    }

    [Theory]
    [InlineData(300, 0)]
    [InlineData(300, 120)]
    [InlineData(null, 0)]
    public void Frames_of_all_meters_come_in_order_of_time_and_those_of_one_second_in_order_of_meter(
        int? every, int jitter)
    {
        var options = Options with
        {
            Mode = VillageMode.Standard, Meters = 3, Every = every is { } s ? TimeSpan.FromSeconds(s) : null,
            JitterSeconds = jitter,
        };
        var village = new Village(options);
        var place = village.Meters.ToDictionary(meter => meter.Address, meter => meter.Index);
        using var stream = new MemoryStream();
        var report = village.WriteTo(stream, TestContext.Current.CancellationToken);
        stream.Position = 0;
        var turns = Decoded.Readings(stream).Select(frame => (frame.Reading.At, place[frame.Reading.Meter])).ToList();
        Assert.Equal(turns.Order(), turns);
        Assert.Equal((turns.Count, stream.Length), (report.Frames, report.Bytes));
        foreach (var meter in village.Meters)
        {
            var times = turns.Where(turn => turn.Item2 == meter.Index).Select(turn => turn.At).ToList();
            Assert.Equal(
                (village.Start, 0L), (times[0], every is null ? 0 : times[^1].UnixSeconds - village.End.UnixSeconds));
            Assert.InRange(times[^1].UnixSeconds - village.End.UnixSeconds, 0, 1);
        }
    }

    [Fact]
    public void The_frames_of_a_meter_are_the_same_alone_and_among_others()
    {
        var village = new Village(Options with { NoiseRate = 0.0005 });
        using var all = new MemoryStream();
        var report = village.WriteTo(all, TestContext.Current.CancellationToken);
        var sum = default(VillageReport);
        var alone = new List<byte[]>();
        foreach (var meter in village.Meters)
        {
            using var one = new MemoryStream();
            sum = sum.Add(village.WriteMeter(meter.Index, one, TestContext.Current.CancellationToken));
            using var opened = new MemoryStream();
            village.OpenMeter(meter.Index).CopyTo(opened);
            Assert.Equal(one.ToArray(), opened.ToArray());
            alone.Add(one.ToArray());
        }

        Assert.Equal(report, sum);
        Assert.Equal(all.ToArray().Order(), alone.SelectMany(bytes => bytes).Order());
    }

    [Fact]
    public void Jitter_moves_standard_frames_by_less_than_its_seconds_and_no_outer_midnight()
    {
        var options = Options with { Meters = 1, Mode = VillageMode.Standard, JitterSeconds = 30 };
        var late = Decoded.All(options)
            .Select(frame => (frame.Reading.At.UnixSeconds - options.From!.Value.Start.UnixSeconds) % 300).ToList();
        Assert.All(late, seconds => Assert.InRange(seconds, 0, 30));
        Assert.True(late.Distinct().Count() > 20);
        Assert.Equal((0, 0), (late[0], late[^1]));
    }

    [Fact]
    public void A_historic_frame_shows_the_index_of_the_second_that_its_place_on_the_line_gives()
    {
        var options = new VillageOptions
        {
            From = Decoded.Day("2025-12-15"), Mode = VillageMode.Historic, Tariff = VillageTariff.Ejp, Days = 1,
        };
        var second = Decoded.Readings(options with { Mode = VillageMode.Standard, Every = TimeSpan.FromSeconds(1) })
            .Select(frame => frame.Reading.Energy.ImportWh).ToList();
        var frames = Decoded.Readings(options);
        foreach (var frame in frames.SkipLast(1))
        {
            // The summary begins at the first group, after STX and LF.
            Assert.Equal(second[(int)(frame.Summary.Offset / 120)], frame.Reading.Energy.ImportWh);
        }

        Assert.InRange(frames[^1].Summary.Offset / 120, 86_400, 86_402);
    }

    [Fact]
    public void A_folder_has_one_file_a_meter_and_an_index_that_says_what_a_capture_cannot()
    {
        var folder = Directory.CreateTempSubdirectory("oya-village");
        try
        {
            var village = new Village(Options);
            var report = village.WriteDirectory(folder.FullName, TestContext.Current.CancellationToken);
            using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "captures.json")));
            Assert.Equal(Options.Meters, index.RootElement.GetArrayLength());
            Assert.Equal(Options.Meters * 289, report.Frames);
            foreach (var (meter, entry) in village.Meters.Zip(index.RootElement.EnumerateArray()))
            {
                Assert.Equal(meter.Address.ToDigits(), entry.GetProperty("meter").GetString());
                Assert.Equal(meter.Mode == TicMode.Standard ? "standard" : "historic",
                    entry.GetProperty("mode").GetString());
                Assert.Equal("2026-01-15T00:00:00+01:00", entry.GetProperty("start").GetString());
                Assert.Equal("300s", entry.GetProperty("step").GetString());
                using var expected = new MemoryStream();
                village.OpenMeter(meter.Index).CopyTo(expected);
                var file = Path.Combine(folder.FullName, entry.GetProperty("file").GetString()!);
                Assert.Equal(expected.ToArray(), File.ReadAllBytes(file));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Noise_damages_as_many_bytes_as_it_says()
    {
        var options = Options with { Meters = 1, Every = TimeSpan.FromMinutes(10), NoiseRate = 0.004 };
        var clean = Bytes(options with { NoiseRate = 0 });
        using var stream = new MemoryStream();
        var report = new Village(options).WriteTo(stream, TestContext.Current.CancellationToken);
        var noise = report.Noise;
        Assert.Equal(clean.Length - noise.Dropped + noise.Doubled, report.Bytes);
        Assert.InRange(noise.Damaged, clean.Length * 0.003, clean.Length * 0.005);
        Assert.InRange(noise.Flipped / (double)noise.Damaged, 0.62, 0.78);
        Assert.True(noise is { Replaced: > 0, Dropped: > 0, Doubled: > 0 });
        Assert.Equal(noise.Damaged, Damages.Between(clean, stream.ToArray()));
    }

    [Fact]
    public void Bit_7_is_set_only_where_it_was_the_one_flipped()
    {
        var options = Options with { Meters = 1, NoiseRate = 0.01 };
        using var stream = new MemoryStream();
        var noise = new Village(options).WriteTo(stream, TestContext.Current.CancellationToken).Noise;
        var high = stream.ToArray().Count(b => b >= 0x80);
        Assert.InRange(high, noise.Flipped / 16, noise.Flipped / 4);
    }

    [Fact]
    public void More_days_take_no_more_memory()
    {
        static long Allocated(int days)
        {
            var options = Options with { Days = days, ProducersPercent = 100, Mode = VillageMode.Standard };
            var village = new Village(options);
            var before = GC.GetAllocatedBytesForCurrentThread();
            village.WriteTo(Stream.Null, TestContext.Current.CancellationToken);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The first time fills tables that stay.
        Allocated(1);
        // Two weeks more are 14 days of calendar and 28 000 frames: less than a byte a frame.
        Assert.InRange(Allocated(15) - Allocated(1), 0, 28_000);
    }

    [Fact]
    public void A_cancelled_village_stops()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => new Village(Options).WriteTo(Stream.Null, new(canceled: true)));
    }

    static byte[] Bytes(VillageOptions options)
    {
        using var stream = new MemoryStream();
        new Village(options).WriteTo(stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
