namespace Oya.Simulation;

/// <summary>
/// An option or a file that cannot be simulated; its message says what is wrong, where, and what to do.
/// </summary>
public sealed class SimulationException : Exception
{
    /// <summary>Made by the runtime's own rules only.</summary>
    public SimulationException()
    {
    }

    /// <summary>With what a person should read.</summary>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>What it is, for whoever words what to do.</summary>
    public SimulationProblem Problem { get; init; }

    /// <summary>With what a person should read, and its cause.</summary>
    public SimulationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
