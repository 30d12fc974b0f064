using System.Runtime.InteropServices;

namespace Oya.Benchmarks.Proof;

/// <summary>What a result was made on.</summary>
static class Machine
{
    const string CpuInfo = "/proc/cpuinfo";

    // Clouds call every processor of a maker the same; family and model tell them apart.
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
