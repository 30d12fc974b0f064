using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Removes data that is older than it may be kept, and records a proof.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Removes data before a day, and adds a proof in the same transaction; no proof when nothing was removed.
    /// </summary>
    /// <returns>The number of removed rows.</returns>
    Task<long> PurgeAsync(RetainedData what, ParisDay before, Instant at, CancellationToken cancellationToken);

    /// <summary>The proofs, in order of creation.</summary>
    Task<IReadOnlyList<PurgeProof>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Data with a retention period.</summary>
public enum RetainedData : byte
{
    /// <summary>Readings.</summary>
    Reading,

    /// <summary>Half-hour curves.</summary>
    LoadCurve,

    /// <summary>Daily energy.</summary>
    DailyEnergy,

    /// <summary>Half-hours released in batches.</summary>
    ReleaseItem,
}

/// <summary>The proof of a removal. It identifies no person.</summary>
/// <param name="At">The time of the removal.</param>
/// <param name="What">The kind of data.</param>
/// <param name="Before">Everything before this day was removed.</param>
/// <param name="Removed">The number of rows.</param>
/// <param name="Reason">The reason: <c>retention</c>.</param>
public sealed record PurgeProof(Instant At, RetainedData What, ParisDay Before, long Removed, string Reason);
