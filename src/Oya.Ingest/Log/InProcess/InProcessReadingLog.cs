using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// The log of one process: a bounded queue in memory. What is appended and not stored is lost with the process; a
/// replay is started again and stores it then, so nothing is lost for good. When the store is slow, appending waits.
/// </summary>
public sealed class InProcessReadingLog : IReadingLog
{
    // Two batches being stored and filled, two waiting: more would only hold memory.
    const int Capacity = 4;

    readonly Channel<ReadOnlyMemory<Reading>> _segments = Channel.CreateBounded<ReadOnlyMemory<Reading>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    long _next;
    long _committed;

    /// <summary>The position up to which everything is stored.</summary>
    public LogPosition Committed => new(Volatile.Read(ref _committed));

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken) =>
        _segments.Writer.WriteAsync(readings, cancellationToken);

    /// <inheritdoc/>
    public void Complete() => _segments.Writer.TryComplete();

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogSegment> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var segment in _segments.Reader.ReadAllAsync(cancellationToken))
        {
            yield return new(new(++_next), segment);
        }
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(LogPosition position, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _committed, position.Offset);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Complete();
        return ValueTask.CompletedTask;
    }
}
