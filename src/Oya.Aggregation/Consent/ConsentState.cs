using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>The status that the button of a consent shows.</summary>
public enum ConsentStatus : byte
{
    /// <summary>Grey: <i>Désactivé</i>.</summary>
    Off,

    /// <summary>Grey: <i>En cours de traitement</i>.</summary>
    Pending,

    /// <summary>Green: <i>Activé</i>.</summary>
    On,
}

/// <summary>The state of one consent at a moment.</summary>
/// <param name="Kind">Which consent.</param>
/// <param name="Status">The status that its button shows.</param>
/// <param name="Since">When this state began; null when nothing ever happened.</param>
/// <param name="Until">When it expires; null when it is off.</param>
/// <param name="Reason">The reason for the state, in a few words.</param>
/// <param name="Sequence">The ledger entry that led to this state; 0 when there is none.</param>
public sealed record ConsentState(
    ConsentKind Kind, ConsentStatus Status, Instant? Since, Instant? Until, string Reason, long Sequence)
{
    /// <summary>The text on the button, in French.</summary>
    public string Word => Status switch
    {
        ConsentStatus.On => "Activé",
        ConsentStatus.Pending => "En cours de traitement",
        _ => "Désactivé",
    };
}
