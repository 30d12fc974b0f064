using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>A store that keeps nothing, so that a log is read from its beginning.</summary>
sealed class NullReadingStore : IReadingStore
{
    public Task<StoreResult> StoreAsync(
        ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken) =>
        Task.FromResult(default(StoreResult));

    public Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(null);

    public Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken) => Nothing<LogHole>();

    public Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken) => Nothing<IndexPoint>();

    public Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken) =>
        Task.FromResult<(Reading?, Reading?)>((null, null));

    public Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken) =>
        Nothing<DirtyDay>();

    public Task<Instant?> FirstPermittedAsync(
        MeterAddress meter, Instant from, CancellationToken cancellationToken) => Task.FromResult<Instant?>(null);

    public Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken) =>
        Task.FromResult<Instant?>(null);

    static Task<IReadOnlyList<T>> Nothing<T>() => Task.FromResult<IReadOnlyList<T>>([]);
}
