namespace Oya.Simulation;

/// <summary>Which meters a fleet has.</summary>
public enum FleetKind : byte
{
    /// <summary>
    /// Standard mode, all recording their curve: of twenty, fifteen single-phase consumers (865 bytes a frame), three
    /// single-phase producers (1093) and two three-phase consumers (1214).
    /// </summary>
    Standard,

    /// <summary>
    /// Historic mode: of twenty, seventeen single-phase and three three-phase; BASE, HC, Tempo and EJP.
    /// </summary>
    Historic,

    /// <summary>Standard mode, three-phase producers with their curves: the longest frames (1442 bytes).</summary>
    ThreePhaseProducers,
}
