using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Batches and what they release.</summary>
public interface IReleaseStore
{
    /// <summary>The batch of a day, or null.</summary>
    Task<ReleaseBatch?> FindAsync(ParisDay day, string kind, CancellationToken cancellationToken);

    /// <summary>Begins the batch of a day; the one that is there already is returned as it is.</summary>
    Task<ReleaseBatch> OpenAsync(ParisDay day, string kind, Instant scheduledFor, CancellationToken cancellationToken);

    /// <summary>The registered usage points of a day with their consents and their curves, by usage point.</summary>
    Task<IReadOnlyList<ReleaseCandidate>> ListCandidatesAsync(ParisDay day, CancellationToken cancellationToken);

    /// <summary>
    /// Decides what a batch releases: <paramref name="decide"/> is given each registered usage point with its consents
    /// and its curve, inside the transaction that keeps the outcome. No consent can change in between.
    /// </summary>
    Task<ReleaseBatch> SealAsync(
        ReleaseBatch batch, Instant sealedAt, Func<ReleaseCandidate, ReleaseDecision> decide,
        CancellationToken cancellationToken);

    /// <summary>The items of a batch that are still released, by usage point.</summary>
    Task<IReadOnlyList<ReleaseItem>> ReadItemsAsync(ReleaseBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a batch on. False when it is no longer as it was read: an item was withdrawn meanwhile, and its files are
    /// to be written anew.
    /// </summary>
    Task<bool> AdvanceAsync(
        ReleaseBatch batch, BatchState to, Instant at, int itemCount, CancellationToken cancellationToken);

    /// <summary>Batches from a day up to another (excluded), by sequence.</summary>
    Task<IReadOnlyList<ReleaseBatch>> ListAsync(ParisDay from, ParisDay to, CancellationToken cancellationToken);
}

/// <summary>A usage point that a batch could release.</summary>
/// <param name="Consents">Its registry entries and its ledger.</param>
/// <param name="Curve">Its curve of the day, or null.</param>
public sealed record ReleaseCandidate(ConsentSnapshot Consents, LoadCurve? Curve);

/// <summary>What is decided of a usage point.</summary>
/// <param name="Item">What is released, or null.</param>
/// <param name="WithheldReason">Why nothing is.</param>
public sealed record ReleaseDecision(ReleaseItem? Item, string WithheldReason);
