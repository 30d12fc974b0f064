using System.Text.Json.Serialization;

namespace Oya.Cli.Bench;

/// <summary>The figures of one row. The JSON names do not change.</summary>
/// <param name="BytesPerSecond">Decoding rate of one thread: the median of the passes.</param>
/// <param name="FramesPerSecond">The same rate in frames.</param>
/// <param name="MemcpyRatio">Copy time divided by decode time: the median of the pairs.</param>
/// <param name="MemcpyBytesPerSecond">Copy rate of one thread in the passes between: the median.</param>
/// <param name="BestBytesPerSecond">The fastest pass, which other processes disturbed least.</param>
/// <param name="AllocatedBytesPerFrame">Allocated bytes, as counted by the garbage collector.</param>
/// <param name="Pairs">Number of pairs of passes.</param>
sealed record Measured(
    long BytesPerSecond, long FramesPerSecond, double MemcpyRatio, long MemcpyBytesPerSecond, long BestBytesPerSecond,
    double AllocatedBytesPerFrame, int Pairs)
{
    /// <summary>Bytes per second of a line: 9600 or 1200 Bd, ten bits per byte.</summary>
    public const int StandardLine = 960, HistoricLine = 120;

    /// <summary>Line speed of the measured meters.</summary>
    public int LineBytesPerSecond { get; init; } = StandardLine;

    /// <summary>Number of live lines that one core can decode.</summary>
    public long LiveMeters => BytesPerSecond / LineBytesPerSecond;

    /// <summary>How the file was read: <c>reads</c> or <c>mmap</c>.</summary>
    [JsonPropertyName("way")]
    public string? ReadMethod { get; init; }
}
