namespace Oya.Simulation;

/// <summary>The tariff of the customers of a village.</summary>
public enum VillageTariff : byte
{
    /// <summary>One register.</summary>
    Base,

    /// <summary>Off-peak 22:00–06:00 and peak (<i>heures creuses, heures pleines</i>).</summary>
    HpHc,

    /// <summary>Three colours of days, off-peak and peak.</summary>
    Tempo,

    /// <summary>22 days of mobile peak a winter (<i>effacement jours de pointe</i>).</summary>
    Ejp,

    /// <summary>All four tariffs.</summary>
    Mixed,
}

/// <summary>The tariff of one meter.</summary>
public enum MeterTariff : byte
{
    /// <summary>Register 1.</summary>
    Base,

    /// <summary>Registers 1 (off-peak) and 2 (peak).</summary>
    HpHc,

    /// <summary>Registers 1..6: off-peak and peak of blue, white and red days.</summary>
    Tempo,

    /// <summary>Registers 1 (normal) and 2 (mobile peak).</summary>
    Ejp,
}
