using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

public class SamplerTests
{
    static readonly Instant Start = Frames.Start;

    [Fact]
    public void Every_minute_keeps_one_of_each_minute_and_the_two_around_each_quarter()
    {
        // One each 7 seconds: 30 minutes from the midnight on.
        var kept = Sample(60, Enumerable.Range(0, 1800 / 7 + 2).Select(i => i * 7L));

        var seconds = kept.Select(reading => reading.At.UnixSeconds - Start.UnixSeconds).ToList();
        Assert.Equal(kept.Count, seconds.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 30), seconds.Where(s => s < 1800).Select(s => (int)(s / 60)).Distinct());
        Assert.Equal([896L, 903L], seconds.Where(s => s is > 890 and < 910));
        Assert.Equal([1799L, 1806L], seconds.Where(s => s is > 1790));
        // One a minute, one more before each quarter, and the last of the stream.
        Assert.Equal(30 + 1 + 1 + 1, kept.Count);
    }

    [Fact]
    public void Zero_keeps_every_second()
    {
        var kept = Sample(0, Enumerable.Range(0, 500).Select(i => (long)i));
        Assert.Equal(
            Enumerable.Range(0, 500).Select(i => (long)i),
            kept.Select(reading => reading.At.UnixSeconds - Start.UnixSeconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void Of_two_readings_of_a_second_the_larger_index_is_kept(int every)
    {
        var kept = new List<Reading>();
        var sampler = new Sampler(TimeSpan.FromSeconds(every));
        foreach (var wh in (int[])[100, 102, 101])
        {
            sampler.Add(Reading(0, wh), kept);
        }

        sampler.Flush(kept);
        Assert.Equal(102, Assert.Single(kept).Energy.ImportWh);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(60)]
    [InlineData(333)]
    public void From_the_next_minute_on_it_does_not_matter_where_a_capture_begins(int skipped)
    {
        var all = Enumerable.Range(0, 2000).Select(i => (long)i).ToList();
        var whole = Sample(60, all);
        var part = Sample(60, all.Skip(skipped));

        var from = Start.AddSeconds((skipped / 60 + 1) * 60);
        Assert.Equal(whole.Where(reading => reading.At >= from), part.Where(reading => reading.At >= from));
    }

    [Fact]
    public void Each_meter_is_sampled_by_itself()
    {
        var kept = new List<Reading>();
        var sampler = new Sampler(Sampler.DefaultInterval);
        for (var i = 0; i < 240; i++)
        {
            sampler.Add(Reading(i / 2, i, meter: 1 + i % 2), kept);
        }

        sampler.Flush(kept);
        sampler.Flush(kept);
        Assert.Equal(2, sampler.Meters.Count);
        foreach (var meter in sampler.Meters)
        {
            Assert.Equal([0L, 60, 119], kept.Where(reading => reading.Meter == meter)
                .Select(reading => reading.At.UnixSeconds - Start.UnixSeconds));
        }
    }

    static List<Reading> Sample(int every, IEnumerable<long> seconds)
    {
        var kept = new List<Reading>();
        var sampler = new Sampler(TimeSpan.FromSeconds(every));
        foreach (var second in seconds)
        {
            sampler.Add(Reading(second, 1000 + second), kept);
        }

        sampler.Flush(kept);
        return kept;
    }

    static Reading Reading(long second, long wh, int meter = 1)
    {
        var energy = new EnergyRegisters { ImportWh = wh };
        for (var i = 1; i <= 2; i++)
        {
            energy = energy.WithSupplierWh(i, (int)wh);
        }

        return new() { Meter = new(meter), At = Start.AddSeconds(second), Energy = energy };
    }
}
