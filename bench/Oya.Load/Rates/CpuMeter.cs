namespace Oya.Load;

/// <summary>CPU time of the three that share the machine: client, PostgreSQL and broker.</summary>
/// <param name="Client">The processes that send or store.</param>
/// <param name="Postgres">The server with all its backends.</param>
/// <param name="Broker">Kafka.</param>
readonly record struct CpuMeter(TimeSpan Client, TimeSpan Postgres, TimeSpan Broker)
{
    /// <summary>The CPU time used so far.</summary>
    public static CpuMeter Now(IEnumerable<int> clients, Server postgres, Server? broker) => new(
        clients.Aggregate(TimeSpan.Zero, (sum, client) => sum + ProcessUse.GetCpu(client)),
        ProcessUse.GetCpu(postgres.ProcessId), broker is null ? TimeSpan.Zero : ProcessUse.GetCpu(broker.ProcessId));

    public static CpuMeter operator -(CpuMeter a, CpuMeter b) =>
        new(a.Client - b.Client, a.Postgres - b.Postgres, a.Broker - b.Broker);
}
