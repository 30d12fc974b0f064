namespace Oya.Cli.Bench;

/// <summary>What to measure, and how long.</summary>
/// <param name="Rows">What is measured.</param>
/// <param name="Seconds">Time of all measured passes together.</param>
/// <param name="IsQuick">Little memory and little time: to see that it works.</param>
sealed record BenchSettings(IReadOnlySet<BenchRow> Rows, double Seconds, bool IsQuick)
{
    /// <summary>Long enough for dozens of pairs in each row.</summary>
    public const double DefaultSeconds = 8;

    /// <summary>Long enough for a few.</summary>
    public const double QuickSeconds = 0.5;

    /// <summary>Time for one row.</summary>
    public TimeSpan PerRow => TimeSpan.FromSeconds(Seconds / Rows.Count);
}
