namespace Oya.Cli;

/// <summary>
/// Ends a command with an error message: the problem and its place, then the remedy. It is printed as
/// <c>oya: problem; remedy</c>, without a stack trace.
/// </summary>
sealed class OyaException(ExitCode code, string message, string? remedy = null, Exception? inner = null)
    : Exception(message, inner)
{
    public ExitCode Code => code;

    /// <summary>What to do, or null.</summary>
    public string? Remedy => remedy;
}
