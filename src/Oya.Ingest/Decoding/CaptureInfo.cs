using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>What a capture is, and when it was made.</summary>
/// <param name="Name">How it is called in messages: the path.</param>
/// <param name="Start">When it begins, for historic mode.</param>
/// <param name="Step">Time between one meter's frames, for historic mode.</param>
public sealed record CaptureInfo(string Name, Instant? Start, TimeSpan? Step);
