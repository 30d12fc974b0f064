using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>What stands between those who decode and those who store.</summary>
public interface IReadingLog : IAsyncDisposable
{
    /// <summary>Appends readings, in order; done when the log owns them.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken);

    /// <summary>Says that nothing more will be appended here: readers end when they have read all.</summary>
    void Complete();

    /// <summary>Reads from the committed position on.</summary>
    IAsyncEnumerable<LogSegment> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Done when the log knows that the store owns everything up to a position.</summary>
    ValueTask CommitAsync(LogPosition position, CancellationToken cancellationToken);
}

/// <summary>A place in the log.</summary>
/// <param name="Offset">Segments before it.</param>
public readonly record struct LogPosition(long Offset);

/// <summary>Readings that were appended together.</summary>
/// <param name="Next">The position after them: what is committed when they are stored.</param>
/// <param name="Readings">The readings; valid until the position is committed.</param>
public readonly record struct LogSegment(LogPosition Next, ReadOnlyMemory<Reading> Readings);
