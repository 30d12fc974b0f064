using System.Globalization;
using Oya.Cli.Output;

namespace Oya.Cli.Bench;

/// <summary>Prints the figures for a terminal.</summary>
static class BenchScreen
{
    public static void Write(BenchResult result, string? capture, TextWriter writer, TextStyle paint)
    {
        var machine = BenchMachine.Here;
        writer.WriteLine(
            $"{machine.Cpu}, one core of {machine.Cores}, {machine.Architecture}, "
            + $"{machine.Acceleration}, {machine.Runtime}");
        writer.WriteLine(
            $"{Quantity.Bytes(result.StreamBytes)} from memory; medians of alternating decode and copy passes, "
            + "every checksum verified");
        writer.WriteLine();
        writer.WriteLine(paint.Dim(
            $"{"",-BenchTable.NameWidth} {"GB/s",7} {"× memcpy",9} {"M frames/s",11} {"B allocated/frame",18}"));
        foreach (var (row, measured) in result.Rows.OrderBy(pair => pair.Key))
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{BenchTable.Name(row, measured, capture),-BenchTable.NameWidth} {measured.BytesPerSecond / 1e9,7:F2} "
                + $"{measured.MemcpyRatio,9:F2} {measured.FramesPerSecond / 1e6,11:F2} "
                + $"{measured.AllocatedBytesPerFrame,18:0.###}"));
        }

        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"memcpy",-BenchTable.NameWidth} {result.CopiedBytesPerSecond / 1e9,7:F2}"));
        writer.WriteLine();
        Sentences(result.Rows, writer, paint);
    }

    static void Sentences(IReadOnlyDictionary<BenchRow, Measured> rows, TextWriter writer, TextStyle paint)
    {
        if (rows.TryGetValue(BenchRow.Standard, out var standard))
        {
            writer.WriteLine(paint.Bold(
                $"One core decodes {Millions(standard.LiveMeters)} million live meters, "
                + $"each sending {standard.LineBytesPerSecond} bytes a second."));
        }

        if (rows.TryGetValue(BenchRow.Ports, out var ports))
        {
            writer.WriteLine(
                $"With {BenchMemory.PieceLength}-byte reads from one port per meter: "
                + $"{Millions(ports.LiveMeters)} million, not counting the system calls.");
        }
    }

    static string Millions(long count) => (count / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
