namespace Oya.Teleinfo;

/// <summary>A colour of the Tempo tariff, STGE bits 24-25 and 26-27 (Enedis-NOI-CPT_54E §6.2.3.14).</summary>
public enum TempoColour : byte
{
    /// <summary>None, or not known yet.</summary>
    None,

    /// <summary>Bleu.</summary>
    Blue,

    /// <summary>Blanc.</summary>
    White,

    /// <summary>Rouge.</summary>
    Red,
}

/// <summary>The breaker of a meter, STGE bits 1-3 (Enedis-NOI-CPT_54E §6.2.3.14); 7 is not specified.</summary>
public enum BreakerState : byte
{
    /// <summary>Closed: the house has power.</summary>
    Closed,

    /// <summary>Open: more power was drawn than the breaking threshold (PCOUP).</summary>
    OpenOnOverpower,

    /// <summary>Open: the voltage was too high.</summary>
    OpenOnOvervoltage,

    /// <summary>Open: load shedding (<i>délestage</i>).</summary>
    OpenOnLoadShedding,

    /// <summary>Open: ordered over the power line or Euridis.</summary>
    OpenOnOrder,

    /// <summary>Open: too hot, and the current is more than it may switch.</summary>
    OverheatedAboveSwitchingCurrent,

    /// <summary>Open: too hot, and the current is one that it may switch.</summary>
    OverheatedBelowSwitchingCurrent,
}

/// <summary>The Euridis output, STGE bits 19-20 (Enedis-NOI-CPT_54E §6.2.3.14); 2 is not specified.</summary>
public enum EuridisOutput : byte
{
    /// <summary>Disabled.</summary>
    Disabled = 0,

    /// <summary>Enabled, without security.</summary>
    Unsecured = 1,

    /// <summary>Enabled, with security.</summary>
    Secured = 3,
}

/// <summary>
/// The power line carrier (<i>CPL</i>), STGE bits 21-22 (Enedis-NOI-CPT_54E §6.2.3.14); 3 is not specified.
/// </summary>
public enum PowerLineState : byte
{
    /// <summary>New, unlocked.</summary>
    NewUnlocked,

    /// <summary>New, locked.</summary>
    NewLocked,

    /// <summary>Registered.</summary>
    Registered,
}
