using System.Globalization;
using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest.Tests;

/// <summary>
/// The broker that <c>OYA_TEST_KAFKA</c> names (host:port). At home a test that needs it is skipped where it is absent;
/// with CI=true its absence is a failure.
/// </summary>
static class KafkaServer
{
    static int Topics;

    public static string Servers { get; } = Environment.GetEnvironmentVariable("OYA_TEST_KAFKA") ?? "";

    public static KafkaSettings Settings(params string[] pairs)
    {
        if (Servers.Length == 0)
        {
            Absent("OYA_TEST_KAFKA is not set: it names a Kafka broker, host:port.");
        }

        return KafkaSettings.Read([$"bootstrap.servers={Servers}", "linger.ms=1", "fetch.wait.max.ms=10", .. pairs], []);
    }

    public static void Absent(string message)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }

    public static IAdminClient Admin() => new AdminClientBuilder([new("bootstrap.servers", Servers)]).Build();

    /// <summary>A topic of the test's own, with one for its dead letters and a group.</summary>
    public static async Task<KafkaLogOptions> TopicAsync(int partitions = 3)
    {
        _ = Settings();
        var topic = string.Create(
            CultureInfo.InvariantCulture, $"test-{Environment.ProcessId}-{Interlocked.Increment(ref Topics)}");
        using var admin = Admin();
        await admin.CreateTopicsAsync(
        [
            new() { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 },
            new() { Name = $"{topic}.dead", NumPartitions = 1, ReplicationFactor = 1 },
        ]);
        return new() { Topic = topic, DeadTopic = $"{topic}.dead", SegmentTime = TimeSpan.FromMilliseconds(100) };
    }

    /// <summary>The first partition of the topic that there is now, as a store knows it.</summary>
    public static async Task<LogPartition> FirstAsync(string topic)
    {
        using var admin = Admin();
        var answer = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]));
        return new($"{topic}@{answer.TopicDescriptions[0].TopicId}", 0);
    }
}
