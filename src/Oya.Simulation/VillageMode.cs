namespace Oya.Simulation;

/// <summary>Which TIC the meters of a village send.</summary>
public enum VillageMode : byte
{
    /// <summary>Standard mode: 9600 Bd, tabs, horodates.</summary>
    Standard,

    /// <summary>Historic mode: 1200 Bd, spaces, no clock.</summary>
    Historic,

    /// <summary>Some of each; producers are in standard mode.</summary>
    Mixed,
}
