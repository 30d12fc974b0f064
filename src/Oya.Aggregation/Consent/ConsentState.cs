using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation;

/// <summary>What the button of a consent shows.</summary>
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
/// <param name="Status">What its button shows.</param>
/// <param name="Since">Since when; null when nothing ever happened.</param>
/// <param name="Until">When it ends by itself; null when it is off.</param>
/// <param name="Reason">Why it is as it is, in a word.</param>
/// <param name="Sequence">The entry of the ledger that made it so; 0 when there is none.</param>
public sealed record ConsentState(
    ConsentKind Kind, ConsentStatus Status, Instant? Since, Instant? Until, string Reason, long Sequence)
{
    /// <summary>The word on the button.</summary>
    public string Word => Status switch
    {
        ConsentStatus.On => "Activé",
        ConsentStatus.Pending => "En cours de traitement",
        _ => "Désactivé",
    };
}
