namespace Oya.Proof;

/// <summary>What came of the trials of one error model on one kind of stream.</summary>
public sealed record CorruptionResult(CorruptionCase Case, CorruptionCount Count)
{
    double? Allowed => Case.ParityKept ? Case.Model.Goal.Parity : Case.Model.Goal.Plain;

    public bool IsGoalMet =>
        !(PartsPerMillion(Count.Wrong) > Allowed) && !(PartsPerMillion(Count.WrongInFrame) > Case.Model.Goal.Framed);

    public string Goal => Allowed is { } alone ? $"≤ {alone:0} ppm" : Case.Model.Goal.Framed is { } framed
        ? $"≤ {framed:0} ppm with the rules of a frame"
        : "";

    public double PartsPerMillion(long count) => count * 1e6 / Count.Trials;
}
