namespace Oya.Ingest;

/// <summary>A log cannot be used. The message says what is wrong and where, the problem says what to do.</summary>
public sealed class LogException : Exception
{
    /// <summary>Creates the exception with what is wrong, and what to do about it.</summary>
    public LogException(string message, LogProblem problem, Exception? inner = null) : base(message, inner) =>
        Problem = problem;

    /// <summary>Creates the exception with a remedy that is the same in every program.</summary>
    public LogException(string message, string remedy, Exception? inner = null)
        : this(message, new LogProblem(LogFault.Other, remedy), inner)
    {
    }

    /// <summary>What to do.</summary>
    public LogProblem Problem { get; }

    /// <summary>True when a setting is wrong; false when the log is away, or has changed unexpectedly.</summary>
    public bool IsConfiguration { get; init; }
}
