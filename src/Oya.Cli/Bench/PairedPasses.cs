namespace Oya.Cli.Bench;

/// <summary>
/// Copies and decodes in turn, on one thread: a machine that others use is slow for both, so the ratio of a pair holds
/// where a rate alone does not. Copied is the section that is farthest from the one decoded just after, so that neither
/// finds in a cache what the other left there.
/// </summary>
sealed class PairedPasses(BenchMemory memory, TimeProvider time, CancellationToken cancellation)
{
    const int MinPairs = 5;

    // All of it, and the step from its end to its beginning, which no meter makes.
    const int UnmeasuredTurns = BenchMemory.SectionCount + 1;

    /// <summary>Measures for a while.</summary>
    public Measured Run(Pass decode, TimeSpan span)
    {
        Begin(decode);
        var copied = new List<double>();
        var decoded = new List<double>();
        long frames = 0, allocated = 0;
        var started = time.GetTimestamp();
        for (var turn = UnmeasuredTurns; decoded.Count < MinPairs || time.GetElapsedTime(started) < span; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = time.GetTimestamp();
            memory.Copy(memory.FarFrom(turn));
            var between = time.GetTimestamp();
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            frames += decode(memory.Section(turn), memory.SectionLength);
            allocated += GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            var after = time.GetTimestamp();
            copied.Add(time.GetElapsedTime(before, between).TotalSeconds);
            decoded.Add(time.GetElapsedTime(between, after).TotalSeconds);
        }

        return Summarize(copied, decoded, frames, allocated);
    }

    /// <summary>What the decoder makes and keeps for good is made here.</summary>
    void Begin(Pass decode)
    {
        for (var turn = 0; turn < UnmeasuredTurns; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            decode(memory.Section(turn), memory.SectionLength);
        }
    }

    Measured Summarize(List<double> copied, List<double> decoded, long frames, long allocated)
    {
        double length = memory.SectionLength;
        var bytesPerSecond = length / Median(decoded);
        var framesPerByte = frames / (length * decoded.Count);
        return new(
            (long)bytesPerSecond,
            (long)(bytesPerSecond * framesPerByte),
            Math.Round(Median(copied.Zip(decoded, (copy, decode) => copy / decode)), 3),
            (long)(length / Median(copied)),
            (long)(length / decoded.Min()),
            Math.Round((double)allocated / Math.Max(1, frames), 3),
            decoded.Count);
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
