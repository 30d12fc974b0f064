namespace Oya.Ingest;

/// <summary>A log cannot be used. The message says what is wrong and where, the remedy says what to do.</summary>
public sealed class LogException : Exception
{
    /// <summary>Creates the exception with what is wrong, and what to do about it.</summary>
    public LogException(string message, string? remedy = null, Exception? inner = null) : base(message, inner) =>
        Remedy = remedy;

    /// <summary>What to do, if anything.</summary>
    public string? Remedy { get; }

    /// <summary>True when a setting is wrong; false when the log is away, or has changed unexpectedly.</summary>
    public bool IsConfiguration { get; init; }
}
