using System.Text.Json;

namespace Oya.Load;

/// <summary>The summary that an ingester prints when it ends by itself.</summary>
sealed record IngestSummary(
    long Stored, long Duplicate, long Conflict, long NotKept, long Messages, long Dead, long Lost)
{
    public static IngestSummary None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static IngestSummary operator +(IngestSummary a, IngestSummary b) => new(
        a.Stored + b.Stored, a.Duplicate + b.Duplicate, a.Conflict + b.Conflict, a.NotKept + b.NotKept,
        a.Messages + b.Messages, a.Dead + b.Dead, a.Lost + b.Lost);

    /// <summary>Parses the JSON. An ingester that was stopped before it began prints none.</summary>
    public static IngestSummary Parse(string json)
    {
        if (json.Trim().Length == 0)
        {
            return None;
        }

        using var document = JsonDocument.Parse(json);
        long From(string name) => Find(document.RootElement, name)
            ?? throw new SoakException($"the summary of oya ingest has no {name}: {json}");
        return new(
            From("stored"), From("duplicate"), From("conflict"), From("notKept"), From("messages"), From("dead"),
            From("lost"));
    }

    public override string ToString() =>
        $"{Stored:N0} stored, {Duplicate:N0} duplicate, {Conflict:N0} conflict, {NotKept:N0} not kept, "
        + $"{Messages:N0} messages, {Dead:N0} dead, {Lost:N0} lost";

    // Some counts are in a nested object.
    static long? Find(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.NameEquals(name) && property.Value.ValueKind == JsonValueKind.Number)
            {
                return property.Value.GetInt64();
            }

            if (property.Value.ValueKind == JsonValueKind.Object && Find(property.Value, name) is { } within)
            {
                return within;
            }
        }

        return null;
    }
}
