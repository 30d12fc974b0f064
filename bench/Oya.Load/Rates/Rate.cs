namespace Oya.Load;

/// <summary>One measurement.</summary>
/// <param name="Subject">What was measured.</param>
/// <param name="Rows">The number of readings.</param>
/// <param name="Elapsed">The time they took.</param>
/// <param name="Cpu">The CPU time used in that time.</param>
sealed record Rate(string Subject, long Rows, TimeSpan Elapsed, CpuMeter Cpu)
{
    public double PerSecond => Rows / Elapsed.TotalSeconds;

    public static double Microseconds(TimeSpan time, long rows) => time.TotalMicroseconds / rows;

    /// <summary>The median; of an even number of rates, the slower one in the middle.</summary>
    public static Rate Median(IEnumerable<Rate> rates)
    {
        var sorted = rates.OrderBy(rate => rate.PerSecond).ToList();
        return sorted[(sorted.Count - 1) / 2];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Subject}: {PerSecond / 1000:0} k/s; processor us/row: client {Microseconds(Cpu.Client, Rows):0.00}, "
        + $"PostgreSQL {Microseconds(Cpu.Postgres, Rows):0.00}, broker {Microseconds(Cpu.Broker, Rows):0.00}");
}
