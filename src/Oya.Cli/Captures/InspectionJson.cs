using System.Text.Json.Serialization;

namespace Oya.Cli.Captures;

/// <summary>An inspection as programs read it; these names do not change.</summary>
sealed record InspectionJson(
    string File, string Mode, long Bytes, FrameCounts Frames, GroupCounts Groups, int Meters,
    string? First, string? Last)
{
    public static InspectionJson Of(string file, CaptureInspection inspection)
    {
        var counts = inspection.Decoder.Statistics;
        return new(
            file, inspection.Mode, counts.Bytes,
            new(counts.Complete, counts.Valid, counts.Interrupted, counts.Truncated),
            new(counts.ValidGroups, counts.BadParity, counts.BadChecksum, counts.BadForm, counts.UnknownLabel),
            inspection.Meters.Count,
            inspection.First?.ToParisString(), inspection.Last?.ToParisString());
    }
}

/// <summary>Frames by how they ended.</summary>
sealed record FrameCounts(long Complete, long Valid, long Interrupted, long Truncated);

/// <summary>Groups by what became of them.</summary>
sealed record GroupCounts(long Valid, long BadParity, long BadChecksum, long BadForm, long UnknownLabel);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectionJson))]
[JsonSerializable(typeof(IReadOnlyList<InspectionJson>))]
sealed partial class InspectionJsonContext : JsonSerializerContext;
