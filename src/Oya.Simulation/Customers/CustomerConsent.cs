namespace Oya.Simulation;

/// <summary>A simulated customer's two consents, <i>enregistrement</i> and <i>collecte</i>.</summary>
public enum CustomerConsent : byte
{
    /// <summary>Both given ten days before the first day.</summary>
    Both,

    /// <summary>Neither was ever requested or given. The meter does not record.</summary>
    None,

    /// <summary>The meter records, but nothing may be collected.</summary>
    RecordingOnly,

    /// <summary>Both given; <i>collecte</i> is withdrawn on the last day at 14:20.</summary>
    CollectionWithdrawn,
}
