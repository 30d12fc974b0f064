using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>The reading half of a log. What is read is stored.</summary>
public interface IReadingLogReader : IAsyncDisposable
{
    /// <summary>Reads on from where a store ends. A segment is committed or rejected before the next is taken.</summary>
    IAsyncEnumerable<LogSegment> ReadAsync(IReadingStore store, CancellationToken cancellationToken);

    /// <summary>Ends reading when all that the log holds now is read: nothing more is waited for.</summary>
    void Complete();

    /// <summary>Done when the log knows that the store owns a segment.</summary>
    ValueTask CommitAsync(LogSegment segment, CancellationToken cancellationToken);

    /// <summary>
    /// The store ends elsewhere than the segment begins: its partition is read again from where the store ends, if it
    /// is still this reader's.
    /// </summary>
    ValueTask RejectAsync(LogSegment segment, CancellationToken cancellationToken);
}

/// <summary>Readings that are stored in one transaction.</summary>
/// <param name="Readings">In their order; valid until the segment is committed.</param>
/// <param name="Range">Where they are in a log that outlives its reader; else null.</param>
public readonly record struct LogSegment(ReadOnlyMemory<Reading> Readings, LogRange? Range);
