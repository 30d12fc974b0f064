using System.Globalization;
using Confluent.Kafka;
using Oya.Storage;

namespace Oya.Ingest.Tests;

/// <summary>
/// The broker in <c>OYA_TEST_KAFKA</c> (host:port). Without it the tests are skipped, but with CI=true they fail.
/// </summary>
static class KafkaServer
{
    static int Topics;

    public static string Servers { get; } = Environment.GetEnvironmentVariable("OYA_TEST_KAFKA") ?? "";

    public static KafkaSettings Settings(params string[] pairs)
    {
        if (Servers.Length == 0)
        {
            SkipOrFail("OYA_TEST_KAFKA is not set: it must name a Kafka broker, host:port.");
        }

        return KafkaSettings.Read(
            [$"bootstrap.servers={Servers}", "linger.ms=1", "fetch.wait.max.ms=10", .. pairs], []);
    }

    public static void SkipOrFail(string message)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }

    public static IAdminClient Admin() => new AdminClientBuilder([new("bootstrap.servers", Servers)]).Build();

    /// <summary>Creates a topic for one test, with its dead-letter topic and a group.</summary>
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

    /// <summary>The first partition of the current topic, as a store identifies it.</summary>
    public static async Task<LogPartition> FirstAsync(string topic)
    {
        using var admin = Admin();
        var answer = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]));
        return new($"{topic}@{answer.TopicDescriptions[0].TopicId}", 0);
    }
}
