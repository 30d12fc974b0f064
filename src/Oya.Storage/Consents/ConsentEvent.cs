using Oya.Teleinfo;

namespace Oya.Storage;

/// <summary>The two consents of the code de l'énergie, D341-21 and D341-22.</summary>
public enum ConsentKind : byte
{
    /// <summary>Recording of the half-hour curve in the meter.</summary>
    Enregistrement,

    /// <summary>Collection of that curve by the distributor.</summary>
    Collecte,
}

/// <summary>What happened to a consent.</summary>
public enum ConsentAct : byte
{
    /// <summary>Asked for; not in force yet.</summary>
    Requested,

    /// <summary>In force from its instant on.</summary>
    Activated,

    /// <summary>Withdrawn by the holder: stops at once, and nothing of the period is released any more.</summary>
    Withdrawn,
}

/// <summary>An entry of the ledger. Never changed, never removed; each holds the hash of the one before.</summary>
public sealed record ConsentEvent
{
    /// <summary>Position in the ledger, from 1. Given by the store.</summary>
    public long Sequence { get; init; }

    /// <summary>The usage point.</summary>
    public required Prm UsagePoint { get; init; }

    /// <summary>Who holds its contract.</summary>
    public required string Holder { get; init; }

    /// <summary>Which consent.</summary>
    public required ConsentKind Kind { get; init; }

    /// <summary>What happened.</summary>
    public required ConsentAct Act { get; init; }

    /// <summary>From when on.</summary>
    public required Instant At { get; init; }

    /// <summary>For an activation: when it ends by itself, 36 months at most.</summary>
    public Instant? Expires { get; init; }

    /// <summary>When the system learned of it.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>How it came: <c>cli</c>, <c>import</c>, <c>portal</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The proof on paper or elsewhere, when the channel has one.</summary>
    public string Reference { get; init; } = "";

    /// <summary>SHA-256 over this entry and the hash before it, in hexadecimal. Given by the ledger.</summary>
    public string Hash { get; init; } = "";
}
