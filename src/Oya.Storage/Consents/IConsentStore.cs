using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The registry, the ledger of consents, and the permits that follow from them.</summary>
public interface IConsentStore
{
    /// <summary>
    /// Changes the ledger. For each usage point <paramref name="decide"/> gets the stored snapshot and returns the
    /// new events and the permits that follow from them. All of this happens in one transaction, during which no
    /// reading is stored and no batch is sealed. When a usage point withdraws, its items are removed from sealed
    /// batches that are not published yet.
    /// </summary>
    Task ChangeAsync(
        IReadOnlyList<Prm> usagePoints, Func<ConsentSnapshot, ConsentChange> decide,
        CancellationToken cancellationToken);

    /// <summary>
    /// Adds registry entries, or ends entries with the same usage point, meter and start. Derives the permits of
    /// their usage points again, and marks the affected days dirty. All of this happens in one transaction.
    /// </summary>
    /// <returns>The number of new or changed entries.</returns>
    Task<int> ImportRegistryAsync(
        IReadOnlyList<RegistryEntry> entries, Func<ConsentSnapshot, IReadOnlyList<CollectionPermit>> permits,
        CancellationToken cancellationToken);

    /// <summary>What the store has on a usage point.</summary>
    Task<ConsentSnapshot> ReadAsync(Prm usagePoint, CancellationToken cancellationToken);

    /// <summary>The whole registry, ordered by usage point and start.</summary>
    Task<IReadOnlyList<RegistryEntry>> ReadRegistryAsync(CancellationToken cancellationToken);

    /// <summary>The permits of a usage point, in order.</summary>
    Task<IReadOnlyList<CollectionPermit>> ReadPermitsAsync(Prm usagePoint, CancellationToken cancellationToken);
}

/// <summary>What the store has on a usage point.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="Registry">Its registry entries, ordered by start.</param>
/// <param name="Events">Its ledger entries, in order.</param>
/// <param name="Head">The end of the whole ledger.</param>
public sealed record ConsentSnapshot(
    Prm UsagePoint, IReadOnlyList<RegistryEntry> Registry, IReadOnlyList<ConsentEvent> Events, LedgerHead Head);

/// <summary>The end of the ledger.</summary>
/// <param name="Count">The number of entries.</param>
/// <param name="Hash">The hash of the last entry; an empty string for an empty ledger.</param>
public readonly record struct LedgerHead(long Count, string Hash);

/// <summary>The changes to write for a usage point.</summary>
/// <param name="Added">The new entries with their hashes, in order.</param>
/// <param name="Permits">All permits of the usage point after the change.</param>
public sealed record ConsentChange(IReadOnlyList<ConsentEvent> Added, IReadOnlyList<CollectionPermit> Permits);
