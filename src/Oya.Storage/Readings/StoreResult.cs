namespace Oya.Storage;

/// <summary>What happened to the readings of a batch.</summary>
/// <param name="Stored">The number of new rows.</param>
/// <param name="Duplicate">Readings that were already stored.</param>
/// <param name="Conflict">
/// Readings of a meter and second for which another reading was already stored, which is kept.
/// </param>
/// <param name="NotKept">
/// Readings that are not kept, or no longer: without a permit, and neither the first nor the last of the day.
/// </param>
/// <param name="ForeignPrm">
/// Readings whose frame contains another usage point than the registry. They are treated as unpermitted.
/// </param>
public readonly record struct StoreResult(long Stored, long Duplicate, long Conflict, long NotKept, long ForeignPrm)
{
    /// <summary>Adds the counts of two batches.</summary>
    public static StoreResult operator +(StoreResult a, StoreResult b) => Add(a, b);

    /// <summary>Adds the counts of two batches.</summary>
    public static StoreResult Add(StoreResult a, StoreResult b) => new(
        a.Stored + b.Stored, a.Duplicate + b.Duplicate, a.Conflict + b.Conflict, a.NotKept + b.NotKept,
        a.ForeignPrm + b.ForeignPrm);
}
