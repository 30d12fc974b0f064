namespace Oya.Teleinfo;

/// <summary>
/// One slot of a day profile (PJOURF+1, PPOINTE): from a time of the day on, what the contacts do and which supplier
/// register counts (Enedis-NOI-CPT_54E §6.2.3.22).
/// </summary>
public readonly record struct DayProfileSlot
{
    internal DayProfileSlot(TimeOnly start, ContactAction dryContact, int virtualContacts, int register) =>
        (Start, DryContact, VirtualContacts, Register) = (start, dryContact, virtualContacts, register);

    /// <summary>Time of the day at which the slot begins, to the minute, on the clocks of Paris.</summary>
    public TimeOnly Start { get; }

    /// <summary>What the dry contact does.</summary>
    public ContactAction DryContact { get; }

    /// <summary>The virtual contacts, 0..127: bit 0 is contact 1, bit 6 is 7; 1 is closed.</summary>
    public int VirtualContacts { get; }

    /// <summary>Supplier register 1..10, or 0: no change.</summary>
    public int Register { get; }
}

/// <summary>What the dry contact does at the start of a slot, bits 15-14 (Enedis-NOI-CPT_54E §6.2.3.22).</summary>
public enum ContactAction : byte
{
    /// <summary>It stays as it is.</summary>
    None,

    /// <summary>It goes where the Tempo contract's own object says; no change for other contracts.</summary>
    AsTempoSays,

    /// <summary>It opens.</summary>
    Open,

    /// <summary>It closes.</summary>
    Close,
}
