namespace Oya.Aggregation;

/// <summary>An act of consent that cannot be: the message says why, <see cref="Remedy"/> what to do.</summary>
public sealed class ConsentException(string message, string remedy) : Exception(message)
{
    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
