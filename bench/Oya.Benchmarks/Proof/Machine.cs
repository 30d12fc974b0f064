using System.Runtime.InteropServices;

namespace Oya.Benchmarks.Proof;

/// <summary>The machine on which a result was made.</summary>
static class Machine
{
    const string CpuInfo = "/proc/cpuinfo";

    // In a cloud all processors of a manufacturer may have the same name. Family and model distinguish them.
    static string Processor => Field("model name") is { } name
        ? $"{name} family {Field("cpu family")} model {Field("model")}"
        : RuntimeInformation.ProcessArchitecture.ToString();

    static string? Field(string name) => (File.Exists(CpuInfo) ? File.ReadLines(CpuInfo) : [])
        .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
        .FirstOrDefault(field => field[0] == name)?[1];

    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, "
        + RuntimeInformation.RuntimeIdentifier;
}
