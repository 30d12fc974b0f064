namespace Oya.Simulation;

/// <summary>
/// An option or a file cannot be simulated. The message names the error, its place and the remedy.
/// </summary>
public sealed class SimulationException : Exception
{
    /// <summary>Required by the .NET design rules for exceptions.</summary>
    public SimulationException()
    {
    }

    /// <summary>Creates an exception with a message for the user.</summary>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>The kind of problem, for the caller that words the remedy.</summary>
    public SimulationProblem Problem { get; init; }

    /// <summary>Creates an exception with a message for the user, and its cause.</summary>
    public SimulationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
