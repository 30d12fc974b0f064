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
    /// <summary>Requested, not in force yet.</summary>
    Requested,

    /// <summary>In force from its instant on.</summary>
    Activated,

    /// <summary>
    /// Withdrawn by the holder: takes effect at once, and nothing of the period is released any more.
    /// </summary>
    Withdrawn,
}

/// <summary>
/// An entry of the ledger. Entries are never changed or removed, and each contains the hash of the previous one.
/// </summary>
public sealed record ConsentEvent
{
    /// <summary>Position in the ledger, from 1. Set by the store.</summary>
    public long Sequence { get; init; }

    /// <summary>The usage point.</summary>
    public required Prm UsagePoint { get; init; }

    /// <summary>The holder of the contract.</summary>
    public required string Holder { get; init; }

    /// <summary>The consent.</summary>
    public required ConsentKind Kind { get; init; }

    /// <summary>The act.</summary>
    public required ConsentAct Act { get; init; }

    /// <summary>The instant from which the act applies.</summary>
    public required Instant At { get; init; }

    /// <summary>For an activation: the end of its validity, 36 months at most.</summary>
    public Instant? Expires { get; init; }

    /// <summary>When the system learned of it.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>The origin: <c>cli</c>, <c>import</c>, <c>portal</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Reference of the proof, on paper or elsewhere, when the channel has one.</summary>
    public string Reference { get; init; } = "";

    /// <summary>SHA-256 over this entry and the previous hash, in hexadecimal. Set by the ledger.</summary>
    public string Hash { get; init; } = "";
}
