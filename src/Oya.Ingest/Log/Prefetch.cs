using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// Appending goes on while the log still takes what was appended last: one batch is under way, the next one
/// waits for it. That it failed is reported by the next call, or by <see cref="FinishAsync"/>.
/// </summary>
/// <param name="log">Where it goes; its owner closes it.</param>
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
