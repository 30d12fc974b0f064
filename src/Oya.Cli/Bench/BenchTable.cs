using Oya.Cli.Output;

namespace Oya.Cli.Bench;

/// <summary>The figures as a Markdown table, to compare machines.</summary>
static class BenchTable
{
    public const int NameWidth = 42;

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("one core"),
        new("GB/s", ColumnType.Decimal) { Decimals = 2 },
        new("× memcpy", ColumnType.Decimal) { Decimals = 2 },
        new("million frames/s", ColumnType.Decimal) { Decimals = 2 },
        new("live meters, million", ColumnType.Decimal) { Decimals = 1 },
        new("bytes allocated per frame", ColumnType.Decimal),
    ];

    public static void Write(BenchResult result, string? capture, RowWriter rows)
    {
        using (rows)
        {
            foreach (var (row, measured) in result.Rows.OrderBy(pair => pair.Key))
            {
                rows.Write(
                    Name(row, measured, capture), measured.BytesPerSecond / 1e9m, (decimal)measured.MemcpyRatio,
                    measured.FramesPerSecond / 1e6m, measured.LiveMeters / 1e6m,
                    (decimal)measured.AllocatedBytesPerFrame);
            }

            rows.Write("memcpy", result.CopiedBytesPerSecond / 1e9m, 1, Cell.Empty, Cell.Empty, Cell.Empty);
        }
    }

    public static string Name(BenchRow row, Measured measured, string? capture) => row switch
    {
        BenchRow.Capture => Path.GetFileName(capture) is { Length: <= NameWidth } name ? name : "the capture",
        BenchRow.Standard => "standard, 1000 meters",
        BenchRow.Historic => "historic, 1000 meters",
        BenchRow.ThreePhaseProducer => "three-phase producers",
        BenchRow.Noisy => "noisy, 1 bit in 100 kB flipped",
        BenchRow.Readings => "whole readings",
        BenchRow.Ports => "1000 ports, 64 bytes at a time",
        BenchRow.File => $"file in the page cache, {measured.ReadMethod}",
        BenchRow.Vector256 => "standard, vectors of 256 bits at most",
        _ => "standard, no vectors",
    };
}
