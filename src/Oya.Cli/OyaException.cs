namespace Oya.Cli;

/// <summary>
/// Ends a command with a sentence for a person: what is wrong and where, then what to do about it. Printed as
/// <c>oya: what; what to do</c>, without a stack trace.
/// </summary>
sealed class OyaException(ExitCode code, string message, string? remedy = null, Exception? inner = null)
    : Exception(message, inner)
{
    public ExitCode Code => code;

    /// <summary>What to do, if there is something.</summary>
    public string? Remedy => remedy;
}
