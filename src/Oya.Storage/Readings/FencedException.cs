namespace Oya.Storage;

/// <summary>
/// A range of a log does not begin where the store ends: another reader has stored it, or this reader has lost its
/// position. Nothing of the range was stored. The partition has to be read again from
/// <see cref="IReadingStore.ReadOffsetAsync"/>.
/// </summary>
public sealed class FencedException : Exception
{
    /// <summary>Creates the exception for a rejected range.</summary>
    public FencedException(LogRange range)
        : base($"the store does not end where {range} begins: another reader has stored from there") => Range = range;

    /// <summary>The rejected range.</summary>
    public LogRange Range { get; }
}
