using System.Text.Json.Serialization;
using Oya.Cli.Captures;

namespace Oya.Cli.Storing;

/// <summary>A replay as programs read it; these names do not change.</summary>
sealed record ReplayJson(
    long Frames, long Groups, ReadingCounts Readings, int Meters, double Seconds, long Bytes, FrameCounts FramesByEnd,
    GroupCounts GroupsByCause, string? First, string? Last, int DaysBuilt)
{
    public static ReplayJson From(ReplayRun run)
    {
        var (decoded, stored) = (run.Decoded, run.Stored);
        var (s, anomalies) = (decoded.Statistics, decoded.Anomalies);
        return new(
            s.Frames, s.Groups,
            new(stored.Stored, stored.Duplicate, stored.Conflict, stored.NotKept,
                stored.ForeignPrm, decoded.Undated, anomalies.Incomplete, anomalies.Sequence, anomalies.Missing,
                anomalies.IndexDown, anomalies.IndexTooFast, anomalies.UnknownMeter, run.Appended),
            decoded.Meters, Math.Round(run.Elapsed.TotalSeconds, 3), s.Bytes,
            new(s.CompleteFrames, s.ValidFrames, s.InterruptedFrames, s.TruncatedFrames),
            new(s.ValidGroups, s.BadParity, s.BadStructure, s.BadChecksum, s.BadForm, s.UnknownLabels),
            decoded.First?.ToParisString(), decoded.Last?.ToParisString(), run.Built.Days);
    }
}

/// <summary>Readings by what became of them.</summary>
sealed record ReadingCounts(
    long Stored, long Duplicate, long Conflict, long NotKept, long ForeignPrm, long Undated, long Incomplete,
    long Sequence, long Missing, long IndexDown, long IndexTooFast, long UnknownMeter, long Appended);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayJson))]
sealed partial class ReplayJsonContext : JsonSerializerContext;
