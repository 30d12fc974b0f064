namespace Oya.Ingest;

/// <summary>A log cannot be used; the message says what is wrong and where, the problem what to do.</summary>
public sealed class LogException : Exception
{
    /// <summary>With what is wrong, and what to do about it.</summary>
    public LogException(string message, LogProblem problem, Exception? inner = null) : base(message, inner) =>
        Problem = problem;

    /// <summary>With what is wrong, and what to do about it whatever program this is part of.</summary>
    public LogException(string message, string remedy, Exception? inner = null)
        : this(message, new LogProblem(LogFault.Other, remedy), inner)
    {
    }

    /// <summary>What to do.</summary>
    public LogProblem Problem { get; }

    /// <summary>What is wrong is a setting; else the log is away, or not as it was left.</summary>
    public bool IsConfiguration { get; init; }
}
