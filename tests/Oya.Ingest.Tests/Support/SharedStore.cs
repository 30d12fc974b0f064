using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>A store shared by several readers like a database: one transaction at a time.</summary>
sealed class SharedStore(ListStore store, Func<bool>? isAway = null) : IReadingStore
{
    readonly Lock _lock = new();

    /// <summary>The number of calls that failed because the store was away.</summary>
    public int FailedCalls { get; private set; }

    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken) =>
            InTurn(() => store.StoreAsync(batch, range, cancellationToken));

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken) =>
        InTurn(() => store.ReadOffsetAsync(partition, cancellationToken));

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken) => InTurn(async () =>
    {
        await store.SkipAsync(hole, foundAt, cancellationToken);
        return 0;
    });

    public Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken) =>
        store.ListHolesAsync(cancellationToken);

    public Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

    public Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    // The inner store is in memory and answers at once, so a lock is enough.
    Task<T> InTurn<T>(Func<Task<T>> call)
    {
        lock (_lock)
        {
            if (isAway?.Invoke() == true)
            {
                FailedCalls++;
                return Task.FromException<T>(new StoreException("the database is away") { IsAway = true });
            }

            return call();
        }
    }
}
