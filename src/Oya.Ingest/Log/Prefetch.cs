using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Lets the caller continue while the log still takes the last batch: one batch is under way, the next one waits for
/// it. The next call reports its failure, or <see cref="FinishAsync"/>.
/// </summary>
/// <param name="log">The log. Its creator closes it.</param>
sealed class Prefetch(IReadingLogWriter log) : IReadingLogWriter
{
    Task _pending = Task.CompletedTask;

    /// <summary>Readings that the log owns.</summary>
    public long Appended { get; private set; }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        await _pending;
        // Encoding what is appended takes a while as well: the decoder does not wait for it.
        _pending = Task.Run(async () =>
        {
            await log.AppendAsync(readings, cancellationToken);
            Appended += readings.Length;
        }, CancellationToken.None);
    }

    /// <summary>Done when the log owns all that was appended.</summary>
    public Task FinishAsync() => _pending;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
