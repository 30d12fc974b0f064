using Oya.Storage;

namespace Oya.Ingest;

/// <summary>
/// From the log to the store: a segment is committed when the store owns it, not earlier. With a backoff, a store
/// that is away is waited for; meanwhile the log keeps what comes.
/// </summary>
/// <param name="log">Where segments are taken from.</param>
/// <param name="store">Where they go.</param>
/// <param name="backoff">Waits while the store is away; null: that it is away ends the run.</param>
public sealed class StoreWriter(IReadingLogReader log, IReadingStore store, RetryBackoff? backoff = null)
{
    StoreResult _total;
    long _began;

    /// <summary>What was stored so far.</summary>
    public StoreResult Total => _total;

    /// <summary>Segments that another writer had stored already, or from another place on.</summary>
    public long Rejected { get; private set; }

    /// <summary>How long the store has been at what it was given last; zero when it has answered.</summary>
    public TimeSpan Unanswered =>
        Volatile.Read(ref _began) is not 0 and var began ? Clock.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called after each segment that is stored.</summary>
    public Action<LogSegment, StoreResult>? Stored { get; init; }

    /// <summary>Stores until the log is complete, or until cancelled between two segments.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var segment in log.ReadAsync(store, cancellationToken))
        {
            try
            {
                var result = await StoreAsync(segment, cancellationToken);
                _total += result;
                await log.CommitAsync(segment, cancellationToken);
                Stored?.Invoke(segment, result);
            }
            catch (FencedException)
            {
                Rejected++;
                await log.RejectAsync(segment, cancellationToken);
            }
        }
    }

    async Task<StoreResult> StoreAsync(LogSegment segment, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                Volatile.Write(ref _began, Clock.GetTimestamp());
                var result = await store.StoreAsync(segment.Readings, segment.Range, cancellationToken);
                backoff?.Succeeded();
                return result;
            }
            catch (StoreException e) when (e.IsAway && backoff is not null)
            {
                await backoff.WaitAsync(e.Message, cancellationToken);
            }
            finally
            {
                Volatile.Write(ref _began, 0);
            }
        }
    }
}
