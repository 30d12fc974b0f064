namespace Oya.Storage;

/// <summary>
/// A range of a log does not begin where the store ends: somebody else stored it, or this reader lost its place. Nothing
/// was kept of it; the partition is to be read again from <see cref="IReadingStore.ReadOffsetAsync"/> on.
/// </summary>
public sealed class FencedException : Exception
{
    /// <summary>With the range that was refused.</summary>
    public FencedException(LogRange range)
        : base($"the store does not end where {range} begins: another reader has stored from there") => Range = range;

    /// <summary>What was refused.</summary>
    public LogRange Range { get; }
}
