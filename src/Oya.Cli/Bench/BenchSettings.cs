namespace Oya.Cli.Bench;

/// <summary>The settings of a benchmark run.</summary>
/// <param name="Rows">The rows to measure.</param>
/// <param name="Seconds">Total time of all measured passes.</param>
/// <param name="IsQuick">A short run with little memory, to check that the benchmark works.</param>
sealed record BenchSettings(IReadOnlySet<BenchRow> Rows, double Seconds, bool IsQuick)
{
    /// <summary>Long enough for dozens of pairs per row.</summary>
    public const double DefaultSeconds = 8;

    /// <summary>Long enough for a few pairs per row.</summary>
    public const double QuickSeconds = 0.5;

    /// <summary>The time for one row.</summary>
    public TimeSpan PerRow => TimeSpan.FromSeconds(Seconds / Rows.Count);
}
