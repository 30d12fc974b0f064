namespace Oya.Teleinfo;

/// <summary>A measure of each phase, in A or V, 0..999; a single-phase meter has the first only.</summary>
/// <param name="Phase1">Phase 1, or null.</param>
/// <param name="Phase2">Phase 2, or null.</param>
/// <param name="Phase3">Phase 3, or null.</param>
public readonly record struct PerPhase(short? Phase1, short? Phase2, short? Phase3);
