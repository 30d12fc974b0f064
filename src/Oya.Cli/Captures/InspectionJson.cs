using System.Text.Json.Serialization;
using Oya.Ingest;

namespace Oya.Cli.Captures;

/// <summary>An inspection as programs read it; these names do not change.</summary>
sealed record InspectionJson(
    string File, string Mode, long Bytes, FrameCounts Frames, GroupCounts Groups,
    [property: JsonPropertyName("doubts")] FrameAnomalies Anomalies,
    int Meters, string? First, string? Last)
{
    public static InspectionJson From(string file, CaptureInspection inspection)
    {
        var counts = inspection.Decoder.Statistics;
        return new(
            file, inspection.Mode, counts.Bytes,
            new(counts.CompleteFrames, counts.ValidFrames, counts.InterruptedFrames, counts.TruncatedFrames),
            new(counts.ValidGroups, counts.BadParity, counts.BadStructure, counts.BadChecksum, counts.BadForm,
                counts.UnknownLabels),
            FrameAnomalies.From(inspection.Anomalies), inspection.Meters.Count,
            inspection.First?.ToParisString(), inspection.Last?.ToParisString());
    }
}

/// <summary>Frames by how they ended.</summary>
sealed record FrameCounts(long Complete, long Valid, long Interrupted, long Truncated);

/// <summary>Groups by what became of them.</summary>
sealed record GroupCounts(
    long Valid, long BadParity, long BadStructure, long BadChecksum, long BadForm, long UnknownLabel);

/// <summary>Frames in doubt, by the first cause.</summary>
sealed record FrameAnomalies(
    long Sequence, long Missing, long Incomplete, long IndexDown, long IndexTooFast, long UnknownMeter)
{
    public static FrameAnomalies From(AnomalyCounts counts) => new(
        counts.Sequence, counts.Missing, counts.Incomplete, counts.IndexDown, counts.IndexTooFast,
        counts.UnknownMeter);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectionJson))]
[JsonSerializable(typeof(IReadOnlyList<InspectionJson>))]
sealed partial class InspectionJsonContext : JsonSerializerContext;
