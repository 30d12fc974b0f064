using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Messages that a log lost before they were stored.</summary>
/// <param name="Range">The lost messages.</param>
/// <param name="FoundAt">When the loss was found.</param>
public readonly record struct LogHole(LogRange Range, Instant FoundAt);
