namespace Oya.Aggregation;

/// <summary>How times are written in <c>curves.csv</c>.</summary>
public enum CsvDialect : byte
{
    /// <summary>ISO 8601 with offset: no half-hour of the autumn night is ambiguous.</summary>
    Oya,

    /// <summary>Local time without offset, as the R63 flow has it: <c>2026-10-25 02:30:00</c>.</summary>
    Enedis,
}

/// <summary>Where and how batches are published.</summary>
public sealed record PublicationOptions
{
    /// <summary>The folder that holds one folder a batch. Default <c>publications</c>, where the program runs.</summary>
    public string Folder { get; init; } = "publications";

    /// <summary>How times are written.</summary>
    public CsvDialect Dialect { get; init; }

    /// <summary>
    /// How long after midnight a usage point whose readings have not passed midnight is waited for. Default 10 minutes:
    /// a gateway sends at least once a minute, and what is later goes into a correction.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the batch looks, while it waits. Default 5 seconds.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);
}
