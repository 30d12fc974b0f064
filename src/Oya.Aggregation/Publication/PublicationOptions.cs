namespace Oya.Aggregation;

/// <summary>How times are written in <c>curves.csv</c>.</summary>
public enum CsvDialect : byte
{
    /// <summary>ISO 8601 with offset. No half-hour of the autumn clock change is ambiguous.</summary>
    Oya,

    /// <summary>Local time without offset, as in the R63 flow: <c>2026-10-25 02:30:00</c>.</summary>
    Enedis,
}

/// <summary>Where and how batches are published.</summary>
public sealed record PublicationOptions
{
    /// <summary>
    /// The folder that holds one folder per batch. Default <c>publications</c> in the current directory.
    /// </summary>
    public string Folder { get; init; } = "publications";

    /// <summary>How times are written.</summary>
    public CsvDialect Dialect { get; init; }

    /// <summary>
    /// How long after midnight the batch waits for usage points whose readings have not passed midnight. Default 10
    /// minutes: a gateway sends at least once a minute, and later readings go into a correction.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the batch checks while it waits. Default 5 seconds.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);
}
