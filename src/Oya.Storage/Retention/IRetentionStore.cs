using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>Removes what is older than it may be kept, and proves that it did.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Removes what is of before a day, and adds a proof of it in the same transaction; none when nothing was there.
    /// </summary>
    /// <returns>Rows removed.</returns>
    Task<long> PurgeAsync(RetainedData what, ParisDay before, Instant at, CancellationToken cancellationToken);

    /// <summary>The proofs, in the order in which they were made.</summary>
    Task<IReadOnlyList<PurgeProof>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>What is kept for a time.</summary>
public enum RetainedData : byte
{
    /// <summary>Readings.</summary>
    Reading,

    /// <summary>Half-hour curves.</summary>
    LoadCurve,

    /// <summary>Daily energy.</summary>
    DailyEnergy,

    /// <summary>Half-hours as batches released them.</summary>
    ReleaseItem,
}

/// <summary>That something was removed; names nobody.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="Before">All of before this day.</param>
/// <param name="Removed">How many rows.</param>
/// <param name="Reason">Why: <c>retention</c>.</param>
public sealed record PurgeProof(Instant At, RetainedData What, ParisDay Before, long Removed, string Reason);
