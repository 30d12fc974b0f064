using Oya.Ingest;
using Oya.Teleinfo;

namespace Oya.Load;

/// <summary>
/// The log by itself: appending the rows, and reading and decoding them with a store that keeps nothing.
/// </summary>
static class LogLimit
{
    /// <summary>Fills the topic. Creating the readings is not part of the measured time.</summary>
    public static async Task<Rate> ProduceAsync(
        LoadPlan plan, Server postgres, Server kafka, CancellationToken cancellationToken)
    {
        await using var log = new KafkaLogWriter(GetSettings(kafka.Address));
        var slice = new Reading[plan.Meters * LoadPlan.MessageReadings];
        var (elapsed, client) = (TimeSpan.Zero, TimeSpan.Zero);
        var before = CpuMeter.Now([], postgres, kafka);
        for (long minute = 0; minute < plan.Minutes; minute += LoadPlan.MessageReadings)
        {
            plan.FillSlice(slice, minute);
            var (started, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await log.AppendAsync(slice, cancellationToken);
            elapsed += TimeProvider.System.GetElapsedTime(started);
            client += Environment.CpuUsage.TotalTime - used;
        }

        return new(
            "produce alone", plan.Rows, elapsed, (CpuMeter.Now([], postgres, kafka) - before) with { Client = client });
    }

    /// <summary>Reads the topic like an ingester, and discards the readings.</summary>
    public static async Task<Rate> ConsumeAsync(
        LoadPlan plan, Server postgres, Server kafka, CancellationToken cancellationToken)
    {
        // A new group, so that the broker does not wait for earlier members.
        await using var log = new KafkaLogReader(
            GetSettings(kafka.Address, $"group.id=oya-load-{Guid.NewGuid():N}"), new() { UntilEnd = true });
        var self = Environment.ProcessId;
        var before = CpuMeter.Now([self], postgres, kafka);
        long rows = 0, first = 0, started = 0;
        await foreach (var segment in log.ReadAsync(new NullReadingStore(), cancellationToken))
        {
            rows += segment.Readings.Length;
            if (started == 0)
            {
                (started, first) = (TimeProvider.System.GetTimestamp(), rows);
            }

            await log.CommitAsync(segment, cancellationToken);
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        return rows == plan.Rows
            ? new("consume and decode alone", rows - first, elapsed, CpuMeter.Now([self], postgres, kafka) - before)
            : throw new SoakException($"{rows} of {plan.Rows} readings were read");
    }

    public static KafkaSettings GetSettings(string servers, params IEnumerable<string> more) =>
        KafkaSettings.Read([$"bootstrap.servers={servers}", .. more], []);
}
