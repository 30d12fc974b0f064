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
        var (replay, s, anomalies) = (run.Replay, run.Replay.Statistics, run.Replay.Anomalies);
        return new(
            s.Frames, s.Groups,
            new(replay.Stored.Stored, replay.Stored.Duplicate, replay.Stored.Conflict, replay.Stored.NotKept,
                replay.Stored.ForeignPrm, replay.Undated, anomalies.Incomplete, anomalies.Sequence, anomalies.Missing,
                anomalies.IndexDown, anomalies.IndexTooFast, anomalies.UnknownMeter, replay.Appended),
            replay.Meters, Math.Round(run.Elapsed.TotalSeconds, 3), s.Bytes,
            new(s.CompleteFrames, s.ValidFrames, s.InterruptedFrames, s.TruncatedFrames),
            new(s.ValidGroups, s.BadParity, s.BadStructure, s.BadChecksum, s.BadForm, s.UnknownLabels),
            replay.First?.ToParisString(), replay.Last?.ToParisString(), run.Built.Days);
    }
}

/// <summary>Readings by what became of them.</summary>
sealed record ReadingCounts(
    long Stored, long Duplicate, long Conflict, long NotKept, long ForeignPrm, long Undated, long Incomplete,
    long Sequence, long Missing, long IndexDown, long IndexTooFast, long UnknownMeter, long Appended);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayJson))]
sealed partial class ReplayJsonContext : JsonSerializerContext;
