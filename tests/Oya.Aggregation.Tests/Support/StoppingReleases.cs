using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

/// <summary>Stops a publication with an exception at the n-th step, before or after the step is done.</summary>
sealed class StoppingReleases(IReleaseStore store, int steps, bool after) : IReleaseStore
{
    int _remaining = steps;

    /// <summary>Called at each step, to simulate a concurrent event.</summary>
    public Func<int, Task> Meanwhile { get; init; } = _ => Task.CompletedTask;

    public Task<ReleaseBatch?> FindAsync(ParisDay day, string kind, CancellationToken cancellationToken) =>
        Step(() => store.FindAsync(day, kind, cancellationToken));

    public Task<ReleaseBatch> OpenAsync(
        ParisDay day, string kind, Instant scheduledFor, CancellationToken cancellationToken) =>
        Step(() => store.OpenAsync(day, kind, scheduledFor, cancellationToken));

    public Task<IReadOnlyList<ReleaseCandidate>> ListCandidatesAsync(ParisDay day,
        CancellationToken cancellationToken) =>
        store.ListCandidatesAsync(day, cancellationToken);

    public Task<ReleaseBatch> SealAsync(
        ReleaseBatch batch, Instant sealedAt, Func<ReleaseCandidate, ReleaseDecision> decide,
        CancellationToken cancellationToken) =>
        Step(() => store.SealAsync(batch, sealedAt, decide, cancellationToken));

    public Task<IReadOnlyList<ReleaseItem>> ReadItemsAsync(ReleaseBatch batch, CancellationToken cancellationToken) =>
        Step(() => store.ReadItemsAsync(batch, cancellationToken));

    public Task<bool> AdvanceAsync(
        ReleaseBatch batch, BatchState to, Instant at, int itemCount, CancellationToken cancellationToken) =>
        Step(() => store.AdvanceAsync(batch, to, at, itemCount, cancellationToken));

    public Task<IReadOnlyList<ReleaseBatch>> ListAsync(ParisDay from, ParisDay to,
        CancellationToken cancellationToken) =>
        Step(() => store.ListAsync(from, to, cancellationToken));

    async Task<T> Step<T>(Func<Task<T>> step)
    {
        var remaining = _remaining--;
        if (remaining == 0 && !after)
        {
            throw new IOException("stopped");
        }

        await Meanwhile(remaining);
        var result = await step();
        return remaining == 0 && after ? throw new IOException("stopped") : result;
    }
}
