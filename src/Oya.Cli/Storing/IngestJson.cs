using System.Text.Json.Serialization;

namespace Oya.Cli.Storing;

/// <summary>What an ingester did, as programs read it; these names do not change.</summary>
sealed record IngestJson(
    long Messages, long Stored, long Duplicate, long Conflict, long NotKept, long ForeignPrm, long Dead, long Lost,
    long Rejected, long Lag, int DaysBuilt, double Seconds)
{
    public static IngestJson From(IngestRun run)
    {
        var s = run.Stored;
        return new(
            run.Messages, s.Stored, s.Duplicate, s.Conflict, s.NotKept, s.ForeignPrm, run.Dead, run.Lost, run.Rejected,
            run.Lag, run.Built.Days, Math.Round(run.Elapsed.TotalSeconds, 3));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IngestJson))]
sealed partial class IngestJsonContext : JsonSerializerContext;
