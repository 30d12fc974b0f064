using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The stored readings. They are unique by meter and instant: the first one is kept.</summary>
public interface IReadingStore
{
    /// <summary>
    /// Stores a batch in one transaction, under the current permits. A reading is kept when its usage point has a
    /// permit that covers its instant. Of the other readings, only the first and the last of each Paris day are kept,
    /// which daily energy needs. The days whose boundary values may change are marked dirty in the same transaction.
    /// </summary>
    /// <param name="batch">The readings, in the order of their arrival.</param>
    /// <param name="range">
    /// The range of the log they come from. Its end is stored in the same transaction, so that none is stored twice
    /// or lost. Null for readings that do not come from a persistent log.
    /// </param>
    /// <param name="cancellationToken">Stops before the transaction begins, or rolls it back.</param>
    /// <exception cref="FencedException">The range does not begin where the store ends.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    Task<StoreResult> StoreAsync(ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken);

    /// <summary>
    /// The offset at which to continue reading a partition: the end of the last stored range, or null.
    /// </summary>
    Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken);

    /// <summary>
    /// Skips messages that the log no longer has, and records for good that they were lost: which, and when that was
    /// found.
    /// </summary>
    /// <exception cref="FencedException">The hole does not begin where the store ends.</exception>
    Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken);

    /// <summary>The recorded holes, in the order in which they were found.</summary>
    Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The index of a meter around a span of time, in order: the last reading before <paramref name="from"/>, those
    /// up to <paramref name="to"/>, and the first one at or after it.
    /// </summary>
    Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken);

    /// <summary>
    /// The complete readings on both sides of an instant: the last at or before it, and the first at or after it.
    /// </summary>
    Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken);

    /// <summary>The days of meters that were marked dirty and not rebuilt since.</summary>
    Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The instant of the first permitted reading of a meter at or after an instant; null if there is none.
    /// </summary>
    Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken);

    /// <summary>The instant of the last reading of a meter; null if there is none.</summary>
    Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken);
}
