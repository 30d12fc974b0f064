using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Release batches and their items.</summary>
public interface IReleaseStore
{
    /// <summary>The batch of a day, or null.</summary>
    Task<ReleaseBatch?> FindAsync(ParisDay day, string kind, CancellationToken cancellationToken);

    /// <summary>Opens the batch of a day. An existing batch is returned unchanged.</summary>
    Task<ReleaseBatch> OpenAsync(ParisDay day, string kind, Instant scheduledFor, CancellationToken cancellationToken);

    /// <summary>The registered usage points of a day with their consents and curves, ordered by usage point.</summary>
    Task<IReadOnlyList<ReleaseCandidate>> ListCandidatesAsync(ParisDay day, CancellationToken cancellationToken);

    /// <summary>
    /// Decides what a batch releases. <paramref name="decide"/> gets each registered usage point with its consents
    /// and curve, inside the transaction that stores the result. No consent can change in between.
    /// </summary>
    Task<ReleaseBatch> SealAsync(
        ReleaseBatch batch, Instant sealedAt, Func<ReleaseCandidate, ReleaseDecision> decide,
        CancellationToken cancellationToken);

    /// <summary>The items of a batch that are still released, ordered by usage point.</summary>
    Task<IReadOnlyList<ReleaseItem>> ReadItemsAsync(ReleaseBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a batch to the next state. Returns false when the batch has changed since it was read: an item was
    /// withdrawn in the meantime, and the files have to be written again.
    /// </summary>
    Task<bool> AdvanceAsync(
        ReleaseBatch batch, BatchState to, Instant at, int itemCount, CancellationToken cancellationToken);

    /// <summary>Batches from a day (included) to a day (excluded), ordered by sequence.</summary>
    Task<IReadOnlyList<ReleaseBatch>> ListAsync(ParisDay from, ParisDay to, CancellationToken cancellationToken);
}

/// <summary>A usage point that a batch could release.</summary>
/// <param name="Consents">Its registry entries and ledger entries.</param>
/// <param name="Curve">Its curve of the day, or null.</param>
public sealed record ReleaseCandidate(ConsentSnapshot Consents, LoadCurve? Curve);

/// <summary>The decision on a usage point.</summary>
/// <param name="Item">The released item, or null.</param>
/// <param name="WithheldReason">Why nothing is released.</param>
public sealed record ReleaseDecision(ReleaseItem? Item, string WithheldReason);
