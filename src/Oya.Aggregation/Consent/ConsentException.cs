namespace Oya.Aggregation;

/// <summary>An act of consent is not possible. The message says why, <see cref="Remedy"/> says what to do.</summary>
public sealed class ConsentException(string message, string remedy) : Exception(message)
{
    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
