namespace Oya.Simulation;

/// <summary>What a simulated customer said to the two questions, <i>enregistrement</i> and <i>collecte</i>.</summary>
public enum CustomerConsent : byte
{
    /// <summary>Yes to both, ten days before the first day.</summary>
    Both,

    /// <summary>Nothing was ever asked or given: the meter does not record.</summary>
    None,

    /// <summary>The meter records; nothing may be collected.</summary>
    RecordingOnly,

    /// <summary>Yes to both; <i>collecte</i> is withdrawn on the last day at 14:20.</summary>
    CollectionWithdrawn,
}
