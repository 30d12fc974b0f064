namespace Oya.Simulation;

/// <summary>What cannot be simulated, where what to do about it depends on how it was asked for.</summary>
public enum SimulationProblem
{
    /// <summary>The message says all.</summary>
    Other,

    /// <summary>No first day is given, and no curve that has one.</summary>
    NoFirstDay,

    /// <summary>Frames would come later than the next ones.</summary>
    JitterTooLong,
}
