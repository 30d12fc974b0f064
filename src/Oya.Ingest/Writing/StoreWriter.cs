using Oya.Storage;

namespace Oya.Ingest;

/// <summary>From the log to the store: a position is committed when the store owns what lies before it, not earlier.</summary>
public sealed class StoreWriter(IReadingLog log, IReadingStore store)
{
    StoreResult _total;

    /// <summary>What was stored so far.</summary>
    public StoreResult Total => _total;

    /// <summary>Stores until the log is complete, or until cancelled between two segments.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var segment in log.ReadAsync(cancellationToken))
        {
            _total += await store.StoreAsync(segment.Readings, cancellationToken);
            await log.CommitAsync(segment.Next, cancellationToken);
        }
    }
}
