using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>How far a batch has come.</summary>
public enum BatchState : byte
{
    /// <summary>Begun; usage points are still waited for.</summary>
    Open,

    /// <summary>What it releases is decided and kept; its files are not written, or to be written anew.</summary>
    Sealed,

    /// <summary>Its files are written.</summary>
    Written,

    /// <summary>Done: nothing of it changes any more.</summary>
    Published,
}

/// <summary>One release: the points of one day that may go to one recipient.</summary>
public sealed record ReleaseBatch
{
    /// <summary>Name of the batch: <c>2026-01-15-nightly-0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The day released.</summary>
    public required ParisDay Day { get; init; }

    /// <summary><c>nightly</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>0 for the first batch of that day and kind.</summary>
    public required int Revision { get; init; }

    /// <summary>Number among all batches, from 1, without a gap.</summary>
    public required int Sequence { get; init; }

    /// <summary>Who receives it: <c>customers</c>, their own space.</summary>
    public required string Recipient { get; init; }

    /// <summary>How far it has come.</summary>
    public required BatchState State { get; init; }

    /// <summary>When it was due: the midnight that ends its day.</summary>
    public required Instant ScheduledFor { get; init; }

    /// <summary>When what it releases was decided.</summary>
    public Instant? SealedAt { get; init; }

    /// <summary>When it was published.</summary>
    public Instant? PublishedAt { get; init; }

    /// <summary>The ledger that it was decided by.</summary>
    public LedgerHead Ledger { get; init; }

    /// <summary>Usage points held back, by reason, without naming them.</summary>
    public IReadOnlyDictionary<string, int> Withheld { get; init; } = new Dictionary<string, int>();
}

/// <summary>What a batch releases of one usage point: only the points that may be.</summary>
/// <param name="UsagePoint">The usage point.</param>
/// <param name="CurveRevision">The revision of the curve that it was taken from.</param>
/// <param name="Points">One for each half-hour of the day; those not released have no value and no reason.</param>
public sealed record ReleaseItem(Prm UsagePoint, int CurveRevision, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Half-hours released.</summary>
    public int Released => Points.Count(point => point.Wh is not null);
}
