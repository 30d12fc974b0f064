namespace Oya.Simulation;

/// <summary>The TIC mode of the meters of a village.</summary>
public enum VillageMode : byte
{
    /// <summary>Standard mode: 9600 Bd, tabs, horodates.</summary>
    Standard,

    /// <summary>Historic mode: 1200 Bd, spaces, no clock.</summary>
    Historic,

    /// <summary>Both modes. Producers are in standard mode.</summary>
    Mixed,
}
