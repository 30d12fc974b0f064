namespace Oya.Cli.Bench;

/// <summary>
/// Alternates copy and decode passes on one thread. A busy machine slows down both, so the ratio of a pair remains
/// valid when a rate alone does not. The copied section is the farthest from the section decoded next, so neither pass
/// finds the other's data in a cache.
/// </summary>
sealed class PairedPasses(BenchMemory memory, TimeProvider time, CancellationToken cancellation)
{
    const int MinPairs = 5;

    // One turn over all sections, and the step from the end back to the beginning, which never occurs in a real stream.
    const int UnmeasuredTurns = BenchMemory.SectionCount + 1;

    /// <summary>Measures for a while.</summary>
    public Measured Run(Pass decode, TimeSpan span)
    {
        Prepare(decode);
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

    /// <summary>
    /// Runs the decoder once before the measurement, so that its permanent allocations are not counted.
    /// </summary>
    void Prepare(Pass decode)
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
