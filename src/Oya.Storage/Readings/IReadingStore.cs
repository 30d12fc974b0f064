using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Readings as they were kept. Unique by meter and instant: the first one stays.</summary>
public interface IReadingStore
{
    /// <summary>
    /// Keeps a batch in one transaction, by the permits of that moment: a reading whose usage point has a permit over
    /// its instant is kept; of the others only the first and the last of each Paris day, which daily energy needs.
    /// The days whose boundaries may have moved are marked in the same transaction.
    /// </summary>
    /// <param name="batch">The readings, in the order in which they came.</param>
    /// <param name="range">
    /// Where in a log they come from; its end is kept in the same transaction, so that none is stored twice or not at
    /// all. Null for readings of no log that outlives its reader.
    /// </param>
    /// <param name="cancellationToken">Stops before the transaction begins, or undoes it.</param>
    /// <exception cref="FencedException">The range does not begin where the store ends.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    Task<StoreResult> StoreAsync(ReadOnlyMemory<Reading> batch, LogRange? range, CancellationToken cancellationToken);

    /// <summary>Where to go on reading a partition: the end of the last range stored of it; null when there is none.</summary>
    Task<long?> ReadOffsetAsync(LogPartition partition, CancellationToken cancellationToken);

    /// <summary>
    /// Passes over messages that the log does not have any more, and keeps for good that they were lost: which, and when
    /// that was found.
    /// </summary>
    /// <exception cref="FencedException">The hole does not begin where the store ends.</exception>
    Task SkipAsync(LogRange hole, Instant foundAt, CancellationToken cancellationToken);

    /// <summary>The holes that were passed over, in the order in which they were found.</summary>
    Task<IReadOnlyList<LogHole>> ListHolesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The index of a meter around a span of time: the last reading before <paramref name="from"/>, those up to
    /// <paramref name="to"/>, and the first one at or after it; in order.
    /// </summary>
    Task<IReadOnlyList<IndexPoint>> ReadIndexAsync(
        MeterAddress meter, Instant from, Instant to, CancellationToken cancellationToken);

    /// <summary>The readings with all their values on either side of an instant: the last at or before, the first at or after.</summary>
    Task<(Reading? Before, Reading? After)> ReadAroundAsync(
        MeterAddress meter, Instant at, CancellationToken cancellationToken);

    /// <summary>The days of meters that were marked and not rebuilt since.</summary>
    Task<IReadOnlyList<DirtyDay>> ListDirtyDaysAsync(CancellationToken cancellationToken);

    /// <summary>When the first reading of a meter kept under a permit, at or after an instant, was made; null if none was.</summary>
    Task<Instant?> FirstPermittedAsync(MeterAddress meter, Instant from, CancellationToken cancellationToken);

    /// <summary>The last instant of which a meter has a reading; null if there is none.</summary>
    Task<Instant?> LastReadingAsync(MeterAddress meter, CancellationToken cancellationToken);
}
