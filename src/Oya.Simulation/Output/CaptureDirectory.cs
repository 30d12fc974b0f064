using System.Text.Json;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// A folder with one file per meter and <c>captures.json</c>. The latter has what a historic file lacks: its start time
/// and its step.
/// </summary>
static class CaptureDirectory
{
    public const string IndexName = "captures.json";

    public static string GetFile(SimulatedMeter meter) => $"{meter.Index + 1:D6}-{GetMode(meter)}.tic";

    public static void WriteIndex(Stream file, Village village, VillageOptions options)
    {
        using var json = new Utf8JsonWriter(file, new() { Indented = true });
        json.WriteStartArray();
        foreach (var meter in village.Meters)
        {
            json.WriteStartObject();
            json.WriteString("file", GetFile(meter));
            json.WriteString("meter", meter.Address.ToDigits());
            json.WriteString("mode", GetMode(meter));
            json.WriteString("start", village.Start.ToParisString());
            if (options.Every is { } every)
            {
                json.WriteString("step", $"{(long)every.TotalSeconds}s");
            }
            else
            {
                json.WriteNull("step");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string GetMode(SimulatedMeter meter) => meter.Mode == TicMode.Standard ? "standard" : "historic";
}
