using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>
/// An act of consent is not possible. The message says why. What to do depends on how the act was given, so the
/// caller words it.
/// </summary>
public sealed class ConsentException(ConsentProblem problem, string message) : Exception(message)
{
    /// <summary>Why, for a program.</summary>
    public ConsentProblem Problem { get; } = problem;

    /// <summary>For <see cref="ConsentProblem.EndOutOfRange"/>: the latest end that can be.</summary>
    public Instant? Latest { get; init; }

    /// <summary>Whether it is one of several acts that are imported together, of which now none is.</summary>
    public bool IsOfImport { get; init; }
}
