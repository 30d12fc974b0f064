namespace Oya.Ingest;

/// <summary>A log cannot be used; the message says what is wrong and where, the remedy what to do.</summary>
public sealed class LogException : Exception
{
    /// <summary>With what is wrong, and what to do about it.</summary>
    public LogException(string message, string? remedy = null, Exception? inner = null) : base(message, inner) =>
        Remedy = remedy;

    /// <summary>What to do, if there is something.</summary>
    public string? Remedy { get; }

    /// <summary>What is wrong is a setting; else the log is away, or not as it was left.</summary>
    public bool IsConfiguration { get; init; }
}
