using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>The log between decoding and storing.</summary>
public interface IReadingLog : IAsyncDisposable
{
    /// <summary>Appends readings, in order; done when the log owns them.</summary>
    ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken);

    /// <summary>Says that nothing more will be appended here: readers end when they have read all.</summary>
    void Complete();

    /// <summary>Reads on from where a store ends. Each segment is committed or rejected before the next one is taken.</summary>
    IAsyncEnumerable<LogSegment> ReadAsync(IReadingStore store, CancellationToken cancellationToken);

    /// <summary>Done when the log knows that the store owns a segment.</summary>
    ValueTask CommitAsync(LogSegment segment, CancellationToken cancellationToken);

    /// <summary>
    /// The store ends elsewhere than the segment begins: its partition is read again from where the store ends, if it is
    /// still this reader's.
    /// </summary>
    ValueTask RejectAsync(LogSegment segment, CancellationToken cancellationToken);
}

/// <summary>Readings that are stored in one transaction.</summary>
/// <param name="Readings">In their order; valid until the segment is committed.</param>
/// <param name="Range">Where they stand in a log that outlives its reader; else null.</param>
public readonly record struct LogSegment(ReadOnlyMemory<Reading> Readings, LogRange? Range);
