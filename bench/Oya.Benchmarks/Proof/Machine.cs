using System.Runtime.InteropServices;

namespace Oya.Benchmarks.Proof;

/// <summary>What a result was made on.</summary>
static class Machine
{
    const string CpuInfo = "/proc/cpuinfo";

    static string Processor =>
        (File.Exists(CpuInfo) ? File.ReadLines(CpuInfo) : [])
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, "
        + RuntimeInformation.RuntimeIdentifier;
}
