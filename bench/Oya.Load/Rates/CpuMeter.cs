namespace Oya.Load;

/// <summary>Processor time of the three that share the machine: client, PostgreSQL and broker.</summary>
/// <param name="Client">Whoever sends or stores.</param>
/// <param name="Postgres">The server with all its backends.</param>
/// <param name="Broker">Kafka.</param>
readonly record struct CpuMeter(TimeSpan Client, TimeSpan Postgres, TimeSpan Broker)
{
    /// <summary>What they have used until now.</summary>
    public static CpuMeter Now(IEnumerable<int> clients, Server postgres, Server? broker) => new(
        clients.Aggregate(TimeSpan.Zero, (sum, client) => sum + ProcessUse.GetCpu(client)),
        ProcessUse.GetCpu(postgres.ProcessId), broker is null ? TimeSpan.Zero : ProcessUse.GetCpu(broker.ProcessId));

    public static CpuMeter operator -(CpuMeter a, CpuMeter b) =>
        new(a.Client - b.Client, a.Postgres - b.Postgres, a.Broker - b.Broker);
}
