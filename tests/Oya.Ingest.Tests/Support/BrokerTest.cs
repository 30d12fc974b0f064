using System.Collections.Concurrent;
using Oya.Teleinfo;

namespace Oya.Ingest.Tests;

/// <summary>What the tests on a real broker share: a log on a topic of its own, and what it reported.</summary>
public abstract class BrokerTest
{
    protected ConcurrentQueue<string> Reported { get; } = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected async Task<(KafkaTestLog, KafkaLogOptions)> OpenAsync(int partitions, bool untilEnd)
    {
        var options = (await KafkaServer.TopicAsync(partitions)) with { UntilEnd = untilEnd, Notify = Reported.Enqueue };
        return (new(KafkaServer.Settings($"group.id={options.Topic}"), options), options);
    }

    protected static IEnumerable<Reading> ByMeter(IEnumerable<Reading> readings) =>
        readings.OrderBy(reading => reading.Meter.Value);
}
