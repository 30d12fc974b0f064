using Oya.Cli;

namespace Oya.EndToEnd.Tests;

/// <summary>
/// A replay holds a few batches in memory, never the capture. Ten times the bytes take no more memory.
/// </summary>
public sealed class MemoryTests(ITestOutputHelper log)
{
    const long Max = 300_000_000;

    // Uncollected garbage differs from run to run by some tens of megabytes. Keeping one reading in ten of the longer
    // capture would take more than this.
    const long Noise = 60_000_000;

    // Sixteen days fill the batches that wait to be stored. After that, memory must not grow.
    [Fact, Exhaustive]
    public async Task Ten_times_the_bytes_through_a_pipe_take_no_more_memory()
    {
        var few = await PeakAsync(days: 16, consented: false);
        var many = await PeakAsync(days: 160, consented: false);
        Assert.InRange(many.Bytes / (double)few.Bytes, 9.9, 10.1);
        Assert.InRange(many.Peak, 0, Max);
        Assert.InRange(many.Peak, 0, few.Peak + Noise);
    }

    // Every reading is kept here, so the page cache of the store fills as well.
    [Fact, Exhaustive]
    public async Task Half_a_gigabyte_of_stored_readings_stays_within_the_same_bound() =>
        Assert.InRange((await PeakAsync(days: 35, consented: true)).Peak, 0, Max);

    async Task<(long Bytes, long Peak)> PeakAsync(int days, bool consented)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "peak memory is read from /proc");
        using var site = new Site();
        var village = $"simulate --meters 20 --from 2026-01-15 --days {days} --mode mixed --tariff mixed";
        if (consented)
        {
            await site.DoneAsync(
                $"{village} --every 1h --registry @registry.csv --consents @consents.csv -o @unused.tic");
            await site.DoneAsync("registry import @registry.csv");
            await site.DoneAsync("consent import @consents.csv");
        }

        using var child = Child.Start(
            site.Folder, "replay", "-", "--start", "2026-01-15", "--step", "60s", "--store", site.Store);
        var watch = WatchAsync(child);
        await using var pipe = new CountingPipe(child.Input);
        var (code, error) = await site.RunAsync($"{village} --every 60s", Stream.Null, pipe);
        Assert.True(code == ExitCode.Done, error);
        child.Input.Close();
        Assert.Contains($"\"daysBuilt\":{20 * days}", await child.DoneAsync(), StringComparison.Ordinal);
        var peak = await watch;
        log.WriteLine($"{days} days, {pipe.Count:N0} bytes: at most {peak:N0} bytes of memory");
        return (pipe.Count, peak);
    }

    // The peak never decreases, so the last sample has it, except for the last few milliseconds.
    static async Task<long> WatchAsync(Child child)
    {
        long peak = 0;
        while (child.PeakMemory() is { } now)
        {
            peak = now;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return peak;
    }

    sealed class CountingPipe(Stream to) : MemoryStream
    {
        public long Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            to.Write(buffer);
            Count += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
