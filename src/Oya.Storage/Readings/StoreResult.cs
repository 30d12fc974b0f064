namespace Oya.Storage;

/// <summary>What became of the readings of a batch.</summary>
/// <param name="Stored">New rows.</param>
/// <param name="Duplicate">The same reading was there.</param>
/// <param name="Conflict">Another reading of that meter and second was there; it stays.</param>
/// <param name="NotKept">Not kept, or no longer: no permit, and neither the first nor the last of its day.</param>
/// <param name="ForeignPrm">Readings whose frame names another usage point than the registry: kept as if without permit.</param>
public readonly record struct StoreResult(long Stored, long Duplicate, long Conflict, long NotKept, long ForeignPrm)
{
    /// <summary>Counts of two batches together.</summary>
    public static StoreResult operator +(StoreResult a, StoreResult b) => Add(a, b);

    /// <summary>Counts of two batches together.</summary>
    public static StoreResult Add(StoreResult a, StoreResult b) => new(
        a.Stored + b.Stored, a.Duplicate + b.Duplicate, a.Conflict + b.Conflict, a.NotKept + b.NotKept,
        a.ForeignPrm + b.ForeignPrm);
}
