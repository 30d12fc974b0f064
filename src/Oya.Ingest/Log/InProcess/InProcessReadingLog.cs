using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// The log of one process: a bounded queue in memory. What is appended and not stored is lost with the process; a
/// replay is started again and stores it then, so nothing is lost for good. When the store is slow, appending waits.
/// </summary>
public sealed class InProcessReadingLog : IReadingLogWriter, IReadingLogReader
{
    // Two batches being stored and filled, two waiting: more would only hold memory.
    const int Capacity = 4;

    readonly Channel<ReadOnlyMemory<Reading>> _segments = Channel.CreateBounded<ReadOnlyMemory<Reading>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    long _committed;

    /// <summary>Segments that are stored.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken) =>
        _segments.Writer.WriteAsync(readings, cancellationToken);

    /// <summary>Nothing more is appended; reading ends when all is read.</summary>
    public void Complete() => _segments.Writer.TryComplete();

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogSegment> ReadAsync(
        IReadingStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var readings in _segments.Reader.ReadAllAsync(cancellationToken))
        {
            yield return new(readings, Range: null);
        }
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(LogSegment segment, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _committed);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RejectAsync(LogSegment segment, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a segment without a range is never refused");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Complete();
        return ValueTask.CompletedTask;
    }
}
