using System.Globalization;
using Oya.Cli.Output;

namespace Oya.Cli.Bench;

/// <summary>The figures as a person reads them.</summary>
static class BenchScreen
{
    const int NameWidth = 42;

    public static void Write(BenchResult result, string? capture, TextWriter writer, Paint paint)
    {
        var machine = BenchMachine.Here;
        writer.WriteLine(
            $"{machine.Cpu}, one core of {machine.Cores}, {machine.Architecture}, "
            + $"vectors of {machine.VectorBits} bits, {machine.Runtime}");
        writer.WriteLine(
            $"{Quantity.Bytes(result.StreamBytes)} from memory; medians of decoding and copying in turn, "
            + "every checksum verified");
        writer.WriteLine();
        writer.WriteLine(paint.Dim(
            $"{"",-NameWidth} {"GB/s",7} {"× memcpy",9} {"M frames/s",11} {"B allocated/frame",18}"));
        foreach (var (row, measured) in result.Rows.OrderBy(pair => pair.Key))
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(row, measured, capture),-NameWidth} {measured.BytesPerSecond / 1e9,7:F2} "
                + $"{measured.MemcpyRatio,9:F2} {measured.FramesPerSecond / 1e6,11:F2} {measured.AllocatedBytesPerFrame,18:0.###}"));
        }

        var copied = result.Rows.Values.Select(measured => measured.MemcpyBytesPerSecond).Order().ToList();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{"memcpy",-NameWidth} {copied[copied.Count / 2] / 1e9,7:F2}"));
        writer.WriteLine();
        Sentences(result.Rows, writer, paint);
    }

    static void Sentences(IReadOnlyDictionary<BenchRow, Measured> rows, TextWriter writer, Paint paint)
    {
        if (rows.TryGetValue(BenchRow.Standard, out var standard))
        {
            writer.WriteLine(paint.Bold(
                $"One core decodes {Millions(standard.LiveMeters)} million live meters, "
                + $"each sending {Measured.LineBytesPerSecond} bytes a second."));
        }

        if (rows.TryGetValue(BenchRow.Ports, out var ports))
        {
            writer.WriteLine(
                $"As {BenchMemory.PieceLength}-byte pieces from ports of their own: {Millions(ports.LiveMeters)} million, "
                + "the system's reads not counted.");
        }
    }

    static string Millions(long count) => (count / 1e6).ToString("F1", CultureInfo.InvariantCulture);

    static string Name(BenchRow row, Measured measured, string? capture) => row switch
    {
        BenchRow.Capture => Path.GetFileName(capture) is { Length: <= NameWidth } name ? name : "the capture",
        BenchRow.Standard => "standard, 1000 meters",
        BenchRow.Historic => "historic, 1000 meters",
        BenchRow.ThreePhaseProducer => "three-phase producers",
        BenchRow.Noisy => "noisy, 1 bit in 100 kB flipped",
        BenchRow.Readings => "whole readings",
        BenchRow.Ports => "1000 ports, 64 bytes at a time",
        BenchRow.File => $"file in the page cache, {measured.Way}",
        BenchRow.Vector256 => "standard, vectors of 256 bits at most",
        _ => "standard, no vectors",
    };
}
