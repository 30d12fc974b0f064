using System.Text.Json.Serialization;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>An inspection as programs read it; these names do not change.</summary>
sealed record InspectionJson(
    string File, string Mode, long Bytes, FrameCounts Frames, GroupCounts Groups, FrameDoubts Doubts,
    int Meters, string? First, string? Last)
{
    public static InspectionJson Of(string file, CaptureInspection inspection)
    {
        var counts = inspection.Decoder.Statistics;
        return new(
            file, inspection.Mode, counts.Bytes,
            new(counts.Complete, counts.Valid, counts.Interrupted, counts.Truncated),
            new(counts.ValidGroups, counts.BadParity, counts.BadStructure, counts.BadChecksum, counts.BadForm,
                counts.UnknownLabel),
            FrameDoubts.Of(inspection.Doubts), inspection.Meters.Count,
            inspection.First?.ToParisString(), inspection.Last?.ToParisString());
    }
}

/// <summary>Frames by how they ended.</summary>
sealed record FrameCounts(long Complete, long Valid, long Interrupted, long Truncated);

/// <summary>Groups by what became of them.</summary>
sealed record GroupCounts(
    long Valid, long BadParity, long BadStructure, long BadChecksum, long BadForm, long UnknownLabel);

/// <summary>Frames in doubt, by the first cause.</summary>
sealed record FrameDoubts(
    long Sequence, long Missing, long Incomplete, long IndexDown, long IndexTooFast, long UnknownMeter)
{
    public static FrameDoubts Of(DoubtCounts counts) => new(
        counts.Sequence, counts.Missing, counts.Incomplete, counts.IndexDown, counts.IndexTooFast,
        counts.UnknownMeter);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectionJson))]
[JsonSerializable(typeof(IReadOnlyList<InspectionJson>))]
sealed partial class InspectionJsonContext : JsonSerializerContext;
