namespace Oya.Teleinfo;

/// <summary>A measure of each phase, in A or V, 0..999; a single-phase meter has the first only.</summary>
/// <param name="Phase1">Phase 1, or null.</param>
/// <param name="Phase2">Phase 2, or null.</param>
/// <param name="Phase3">Phase 3, or null.</param>
public readonly record struct PerPhase(short? Phase1, short? Phase2, short? Phase3)
{
    /// <summary>The measure of a phase, 1..3.</summary>
    internal short? Get(int phase) => phase == 1 ? Phase1 : phase == 2 ? Phase2 : Phase3;

    /// <summary>With another measure of a phase, 1..3.</summary>
    internal PerPhase With(int phase, short? measure) => phase == 1 ? this with { Phase1 = measure }
        : phase == 2 ? this with { Phase2 = measure } : this with { Phase3 = measure };
}
