using System.Text.Json.Serialization;

namespace Oya.Cli.Bench;

/// <summary>
/// The figures for programs. The JSON names do not change. A figure that was not measured is omitted.
/// </summary>
sealed record BenchJson(
    Measured? Capture, Measured? Standard, Measured? Historic, Measured? ThreePhaseProducer, Measured? Noisy,
    Measured? Readings, Measured? Ports, Measured? File, Measured? Vector256, Measured? Scalar,
    long StreamBytes, double Seconds, BenchMachine Machine)
{
    public static BenchJson From(BenchResult result)
    {
        Measured? Row(BenchRow row) => result.Rows.GetValueOrDefault(row);
        return new(
            Row(BenchRow.Capture), Row(BenchRow.Standard), Row(BenchRow.Historic), Row(BenchRow.ThreePhaseProducer),
            Row(BenchRow.Noisy), Row(BenchRow.Readings), Row(BenchRow.Ports), Row(BenchRow.File),
            Row(BenchRow.Vector256), Row(BenchRow.Scalar),
            result.StreamBytes, Math.Round(result.Elapsed.TotalSeconds, 3), BenchMachine.Here);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchJson))]
sealed partial class BenchJsonContext : JsonSerializerContext;
