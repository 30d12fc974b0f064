using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The state of a batch.</summary>
public enum BatchState : byte
{
    /// <summary>Begun; usage points are still awaited.</summary>
    Open,

    /// <summary>Its items are decided and stored; its files are not written, or have to be written again.</summary>
    Sealed,

    /// <summary>Its files are written.</summary>
    Written,

    /// <summary>Complete; the batch does not change any more.</summary>
    Published,
}

/// <summary>One release: the points of one day that one recipient may get.</summary>
public sealed record ReleaseBatch
{
    /// <summary>The name of the batch: <c>2026-01-15-nightly-0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The released day.</summary>
    public required ParisDay Day { get; init; }

    /// <summary><c>nightly</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>0 for the first batch of that day and kind.</summary>
    public required int Revision { get; init; }

    /// <summary>The number among all batches, from 1, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The recipient: <c>customers</c>, in their own space.</summary>
    public required string Recipient { get; init; }

    /// <summary>The state.</summary>
    public required BatchState State { get; init; }

    /// <summary>When the batch was due: the midnight that ends its day.</summary>
    public required Instant ScheduledFor { get; init; }

    /// <summary>When its items were decided.</summary>
    public Instant? SealedAt { get; init; }

    /// <summary>When it was published.</summary>
    public Instant? PublishedAt { get; init; }

    /// <summary>The end of the ledger at that time.</summary>
    public LedgerHead Ledger { get; init; }

    /// <summary>The number of withheld usage points by reason, without identifying them.</summary>
    public IReadOnlyDictionary<string, int> Withheld { get; init; } = new Dictionary<string, int>();
}

/// <summary>The released points of one usage point.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="CurveRevision">The revision of the curve the points were taken from.</param>
/// <param name="Points">
/// One point for each half-hour of the day; those not released have neither value nor reason.
/// </param>
public sealed record ReleaseItem(Prm UsagePoint, int CurveRevision, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The number of released half-hours.</summary>
    public int Released => Points.Count(point => point.Wh is not null);
}
