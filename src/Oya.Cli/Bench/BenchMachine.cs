using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Oya.Teleinfo;

namespace Oya.Cli.Bench;

/// <summary>The machine on which the figures were measured.</summary>
/// <param name="Cpu">The name of the processor, as reported by the system.</param>
/// <param name="Cores">Cores available to this process. A figure is for one core.</param>
/// <param name="Architecture"><c>x64</c>, <c>arm64</c>.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Runtime">The .NET version.</param>
/// <param name="Acceleration">How frames are verified: the vector width, or the scalar path.</param>
sealed record BenchMachine(
    string Cpu, int Cores, string Architecture, string Os, string Runtime,
    [property: JsonPropertyName("path")] string Acceleration)
{
    public static BenchMachine Here { get; } = new(
        CpuName(), Environment.ProcessorCount, RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        TicDecoder.Acceleration);

    static string CpuName()
    {
        const string List = "/proc/cpuinfo";
        var name = File.Exists(List)
            ? File.ReadLines(List).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name is null ? "unknown" : name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
