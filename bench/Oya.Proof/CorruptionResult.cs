namespace Oya.Proof;

/// <summary>The result of the trials of one error model on one kind of stream.</summary>
public sealed record CorruptionResult(CorruptionCase Case, CorruptionCount Count)
{
    double? Allowed => Case.ParityKept ? Case.Model.Goal.Parity : Case.Model.Goal.Plain;

    public bool IsGoalMet =>
        !(PartsPerMillion(Count.Wrong) > Allowed) && !(PartsPerMillion(Count.Believed) > Case.Model.Goal.Believed);

    public string Goal => Allowed is { } alone ? $"≤ {alone:0} ppm" : Case.Model.Goal.Believed is { } believed
        ? $"≤ {believed:0} ppm believed"
        : "";

    public double PartsPerMillion(long count) => count * 1e6 / Count.Trials;
}
