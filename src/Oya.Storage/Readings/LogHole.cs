using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Messages that a log lost before they were stored.</summary>
/// <param name="Range">Which.</param>
/// <param name="FoundAt">When that was found.</param>
public readonly record struct LogHole(LogRange Range, Instant FoundAt);
