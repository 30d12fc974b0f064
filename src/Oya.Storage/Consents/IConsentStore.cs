using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The registry, the ledger of consents, and the permits that follow from them.</summary>
public interface IConsentStore
{
    /// <summary>
    /// Changes the ledger. For each usage point <paramref name="decide"/> is given what is there and says what is added
    /// and which permits follow; all in one transaction that no reading can be stored beside, and no batch sealed.
    /// Items of batches that are sealed and not published yet are dropped when their usage point is withdrawn.
    /// </summary>
    Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide, CancellationToken cancellationToken);

    /// <summary>
    /// Adds entries to the registry (or ends, by the same usage point, meter and start), derives the permits of their
    /// usage points anew, and marks the days that they touch to be rebuilt; all in one transaction.
    /// </summary>
    /// <returns>Entries that were new or changed.</returns>
    Task<int> ImportRegistryAsync(
        IReadOnlyList<RegistryEntry> entries, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits,
        CancellationToken cancellationToken);

    /// <summary>What is known of a usage point.</summary>
    Task<ConsentSnapshot> ReadAsync(Prm usagePoint, CancellationToken cancellationToken);

    /// <summary>The whole registry, by usage point and start.</summary>
    Task<IReadOnlyList<RegistryEntry>> ReadRegistryAsync(CancellationToken cancellationToken);

    /// <summary>The permits of a usage point, in order.</summary>
    Task<IReadOnlyList<CollectionPermit>> ReadPermitsAsync(Prm usagePoint, CancellationToken cancellationToken);
}

/// <summary>What the store holds of one usage point.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Registry">Its entries in the registry, by start.</param>
/// <param name="Events">Its entries in the ledger, in order.</param>
/// <param name="Head">The end of the whole ledger.</param>
public sealed record ConsentSnapshot(
    Prm UsagePoint, IReadOnlyList<RegistryEntry> Registry, IReadOnlyList<ConsentEvent> Events, LedgerHead Head);

/// <summary>The end of the ledger.</summary>
/// <param name="Count">Entries so far.</param>
/// <param name="Hash">Hash of the last one; an empty string before the first.</param>
public readonly record struct LedgerHead(long Count, string Hash);

/// <summary>What is to be written of one usage point.</summary>
/// <param name="Added">New entries, hashed, in order.</param>
/// <param name="Permits">All permits of the usage point from now on.</param>
public sealed record ConsentChange(IReadOnlyList<ConsentEvent> Added, IReadOnlyList<CollectionPermit> Permits);
