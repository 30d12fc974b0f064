namespace Oya.Cli.Bench;

/// <summary>The result of a benchmark run.</summary>
/// <param name="Rows">The figures.</param>
/// <param name="StreamBytes">Length of the measured stream, in bytes.</param>
/// <param name="Elapsed">Total time, including warm-up and the generation of streams.</param>
sealed record BenchResult(IReadOnlyDictionary<BenchRow, Measured> Rows, long StreamBytes, TimeSpan Elapsed)
{
    /// <summary>The rate of memcpy in the same passes: the median of the rows.</summary>
    public long CopiedBytesPerSecond =>
        Rows.Values.Select(measured => measured.MemcpyBytesPerSecond).Order().ElementAt(Rows.Count / 2);
}
