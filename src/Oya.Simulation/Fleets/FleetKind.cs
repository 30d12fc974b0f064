namespace Oya.Simulation;

/// <summary>The kinds of meters in a fleet.</summary>
public enum FleetKind : byte
{
    /// <summary>
    /// Standard mode; all meters record their curve. Twenty meters are fifteen single-phase consumers (865 bytes a
    /// frame), three single-phase producers (1093) and two three-phase consumers (1214).
    /// </summary>
    Standard,

    /// <summary>
    /// Historic mode. Twenty meters are seventeen single-phase and three three-phase ones, with BASE, HC, Tempo and
    /// EJP.
    /// </summary>
    Historic,

    /// <summary>
    /// Standard mode; three-phase producers that record their curve. Their frames are the longest (1442 bytes).
    /// </summary>
    ThreePhaseProducers,
}
