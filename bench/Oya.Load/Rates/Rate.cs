namespace Oya.Load;

/// <summary>One measurement.</summary>
/// <param name="Way">What was measured.</param>
/// <param name="Rows">Readings.</param>
/// <param name="Elapsed">Time that they took.</param>
/// <param name="Cpu">Processor time that was used meanwhile.</param>
sealed record Rate(string Way, long Rows, TimeSpan Elapsed, CpuMeter Cpu)
{
    public double PerSecond => Rows / Elapsed.TotalSeconds;

    public static double Microseconds(TimeSpan time, long rows) => time.TotalMicroseconds / rows;

    /// <summary>The one in the middle; of two in the middle the slower one.</summary>
    public static Rate Median(IEnumerable<Rate> rates)
    {
        var sorted = rates.OrderBy(rate => rate.PerSecond).ToList();
        return sorted[(sorted.Count - 1) / 2];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Way}: {PerSecond / 1000:0} k/s; processor us/row: client {Microseconds(Cpu.Client, Rows):0.00}, "
        + $"PostgreSQL {Microseconds(Cpu.Postgres, Rows):0.00}, broker {Microseconds(Cpu.Broker, Rows):0.00}");
}
