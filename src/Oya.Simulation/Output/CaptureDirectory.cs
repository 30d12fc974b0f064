using System.Text.Json;
using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// One file a meter, and <c>captures.json</c>, which says what a historic file cannot: when it starts and its step.
/// </summary>
static class CaptureDirectory
{
    public const string IndexName = "captures.json";

    public static string FileOf(SimulatedMeter meter) => $"{meter.Index + 1:D6}-{ModeOf(meter)}.tic";

    public static void WriteIndex(Stream file, Village village, VillageOptions options)
    {
        using var json = new Utf8JsonWriter(file, new() { Indented = true });
        json.WriteStartArray();
        foreach (var meter in village.Meters)
        {
            json.WriteStartObject();
            json.WriteString("file", FileOf(meter));
            json.WriteString("meter", meter.Address.ToDigits());
            json.WriteString("mode", ModeOf(meter));
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

    static string ModeOf(SimulatedMeter meter) => meter.Mode == TicMode.Standard ? "standard" : "historic";
}
