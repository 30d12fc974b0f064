namespace Oya.Cli.Bench;

/// <summary>What was measured.</summary>
/// <param name="Rows">The figures.</param>
/// <param name="StreamBytes">Bytes of the stream that they were taken from.</param>
/// <param name="Elapsed">How long it all took, warm-up and the making of streams included.</param>
sealed record BenchResult(IReadOnlyDictionary<BenchRow, Measured> Rows, long StreamBytes, TimeSpan Elapsed)
{
    /// <summary>What memcpy gave beside them: the median of the rows.</summary>
    public long CopiedBytesPerSecond =>
        Rows.Values.Select(measured => measured.MemcpyBytesPerSecond).Order().ElementAt(Rows.Count / 2);
}
