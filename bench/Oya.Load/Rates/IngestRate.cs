namespace Oya.Load;

/// <summary>Ingester processes on a topic that is already full, from their first commit to the last.</summary>
static class IngestRate
{
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50), Max = TimeSpan.FromMinutes(30);

    public static async Task<Rate> MeasureAsync(
        LoadPlan plan, Stage stage, Server postgres, int ingesters, CancellationToken cancellationToken)
    {
        var processes = new List<OyaProcess>();
        try
        {
            var before = CpuMeter.Now([], postgres, stage.Kafka);
            for (var i = 0; i < ingesters; i++)
            {
                processes.Add(stage.StartIngester($"ingester-{i + 1}", "-X", $"group.id={stage.Database.Name}"));
            }

            var (first, elapsed) = await WaitAsync(plan, stage.Database, processes, cancellationToken);
            // The clients' CPU time counts from their start. The servers did nothing else in the meantime.
            var used = CpuMeter.Now(processes.Select(process => process.Id), postgres, stage.Kafka) - before;
            foreach (var process in processes)
            {
                _ = await process.StopAsync(cancellationToken);
            }

            var rows = await stage.Database.ScalarAsync<long>("select count(*) from reading", cancellationToken);
            return rows == plan.Rows
                ? new($"oya ingest, {ingesters} process{(ingesters > 1 ? "es" : "")}", rows - first, elapsed, used)
                : throw new SoakException($"{rows} of {plan.Rows} readings were stored");
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    static async Task<(long First, TimeSpan Elapsed)> WaitAsync(
        LoadPlan plan, Database database, List<OyaProcess> processes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        long first = 0, firstAt = 0;
        while (TimeProvider.System.GetElapsedTime(start) < Max)
        {
            var rows = LoadPlan.MessageReadings * await Database.ScalarAsync<long>(
                connection, "select coalesce(sum(next_offset), 0)::bigint from ingest_offset", cancellationToken);
            if (rows > 0 && firstAt == 0)
            {
                (first, firstAt) = (rows, TimeProvider.System.GetTimestamp());
            }

            if (rows >= plan.Rows)
            {
                return (first, TimeProvider.System.GetElapsedTime(firstAt));
            }

            if (processes.Find(process => process.HasEnded) is { } ended)
            {
                throw new SoakException($"{ended.Line}\nhas ended: {string.Join('\n', ended.ErrorLines.TakeLast(20))}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        throw new SoakException($"the topic was not read after {Max.TotalMinutes:0} minutes");
    }
}
