namespace Oya.Cli.Bench;

/// <summary>The figures of one row; these names do not change.</summary>
/// <param name="BytesPerSecond">Decoded by one thread: the median of the passes.</param>
/// <param name="FramesPerSecond">The frames in them.</param>
/// <param name="MemcpyRatio">How long copying took, divided by how long decoding took: the median of the pairs.</param>
/// <param name="MemcpyBytesPerSecond">Copied by one thread in the passes between: the median.</param>
/// <param name="BestBytesPerSecond">The fastest pass: what neighbours on the machine disturbed least.</param>
/// <param name="AllocatedBytesPerFrame">By the garbage collector's count.</param>
/// <param name="Pairs">Pairs of passes.</param>
sealed record Measured(
    long BytesPerSecond, long FramesPerSecond, double MemcpyRatio, long MemcpyBytesPerSecond, long BestBytesPerSecond,
    double AllocatedBytesPerFrame, int Pairs)
{
    /// <summary>What a line carries: 9600 or 1200 Bd, ten bits a byte.</summary>
    public const int StandardLine = 960, HistoricLine = 120;

    /// <summary>Of the meters in question.</summary>
    public int LineBytesPerSecond { get; init; } = StandardLine;

    /// <summary>Live lines that one core keeps up with.</summary>
    public long LiveMeters => BytesPerSecond / LineBytesPerSecond;

    /// <summary>How the file was read: <c>reads</c> or <c>mmap</c>.</summary>
    public string? Way { get; init; }
}
