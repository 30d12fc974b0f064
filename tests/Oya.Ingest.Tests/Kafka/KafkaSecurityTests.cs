using System.Collections.Concurrent;
using Confluent.Kafka.Admin;
using Oya.Teleinfo;
using static Oya.Ingest.Tests.SecuredBroker;

namespace Oya.Ingest.Tests;

/// <summary>TLS, SASL and access rights on a real broker; no secret may ever appear in a text.</summary>
public sealed class KafkaSecurityTests(SecuredBroker broker) : IClassFixture<SecuredBroker>, IAsyncDisposable
{
    readonly ConcurrentQueue<string> _reported = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs after each test.</summary>
    public ValueTask DisposeAsync()
    {
        Assert.All(_reported, text =>
        {
            Assert.DoesNotContain(GatewayPassword, text, StringComparison.Ordinal);
            Assert.DoesNotContain(OldPassword, text, StringComparison.Ordinal);
        });
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_gateway_may_only_write_readings_and_an_ingester_may_read_them()
    {
        var options = Options("rights");
        await broker.CreateTopicAsync(
            options.Topic,
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Write),
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Describe),
            ("ingester", ResourceType.Topic, options.Topic, AclOperation.Read),
            ("ingester", ResourceType.Topic, options.Topic, AclOperation.Describe),
            ("ingester", ResourceType.Group, "oya-ingest", AclOperation.Read));
        var readings = SampleReadings.Usual(500);
        var gateway = broker.As("gateway", GatewayPassword, more: "debug=security");
        await using (var log = new KafkaTestLog(gateway, options))
        {
            await log.AppendAsync(readings, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
            var store = new ListStore();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var reading = new StoreWriter(log, store).RunAsync(stop.Token);
            await UntilReportedAsync("User:gateway may not read as group oya-ingest");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            Assert.Empty(store.Readings);
        }

        await using (var other = new KafkaTestLog(gateway, options with { Topic = "oya.curves" }))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var writing = other.AppendAsync(readings, stop.Token).AsTask();
            await UntilReportedAsync("oya.curves");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }

        await using var ingest = new KafkaTestLog(broker.As("ingester", GatewayPassword), options);
        var read = new ListStore();
        await new StoreWriter(ingest, read).RunAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(readings, read.Readings);
    }

    [Fact]
    public async Task A_rejected_password_is_reported_once_and_writing_continues_when_it_is_fixed()
    {
        var options = Options("password");
        await broker.CreateTopicAsync(
            options.Topic,
            ("late", ResourceType.Topic, options.Topic, AclOperation.Write),
            ("late", ResourceType.Topic, options.Topic, AclOperation.Read),
            ("late", ResourceType.Group, "oya-ingest", AclOperation.Read));
        var readings = SampleReadings.Usual(500);
        await using var log = new KafkaTestLog(broker.As("late", GatewayPassword, more: "debug=security"), options);
        var waiting = log.AppendAsync(readings, Token).AsTask();
        await UntilReportedAsync("the broker rejects the login of User:late");
        // A second report gets time to come. If none comes, any time is long enough.
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        Assert.Contains("OYA_KAFKA_SASL_PASSWORD_FILE", Assert.Single(_reported, IsOwnMessage));
        Assert.False(waiting.IsCompleted);
        await broker.SetPasswordAsync("late", GatewayPassword);
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.StartsWith("Kafka is available again", _reported.Last(IsOwnMessage));
        Assert.Equal(readings, await ReadAsync(log));
    }

    [Fact]
    public async Task A_missing_right_is_reported_with_the_command_that_grants_it()
    {
        var options = Options("trusted");
        await broker.CreateTopicAsync(
            options.Topic, ("stranger", ResourceType.Topic, options.Topic, AclOperation.Describe));
        var readings = SampleReadings.Usual(500);
        await using var log = new KafkaTestLog(broker.As("stranger", GatewayPassword), options);
        var waiting = log.AppendAsync(readings, Token).AsTask();
        await UntilReportedAsync($"User:stranger may not Write {options.Topic}");
        // As above.
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        Assert.Contains(
            $"give User:stranger the rights Write and Describe on the topic {options.Topic}", Assert.Single(_reported));
        await broker.AllowAsync(("stranger", ResourceType.Topic, options.Topic, AclOperation.Write));
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);

        // The same for reading: first the group, then the topic.
        var reading = ReadAsync(log);
        await UntilReportedAsync("may not read as group oya-ingest");
        await broker.AllowAsync(("stranger", ResourceType.Group, "oya-ingest", AclOperation.Read));
        await UntilReportedAsync($"User:stranger may not Read {options.Topic}");
        await broker.AllowAsync(("stranger", ResourceType.Topic, options.Topic, AclOperation.Read));
        Assert.Equal(readings, await reading);
    }

    [Fact]
    public async Task A_certificate_of_another_CA_is_reported_and_nothing_is_lost()
    {
        var options = Options("ca");
        await broker.CreateTopicAsync(
            options.Topic,
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Write),
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Read),
            ("gateway", ResourceType.Group, options.Topic, AclOperation.Read));
        var readings = SampleReadings.Usual(500);
        await using (var rejected =
            new KafkaTestLog(broker.As("gateway", GatewayPassword, broker.OtherCaPath), options))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var waiting = rejected.AppendAsync(readings, stop.Token).AsTask();
            await UntilReportedAsync("the TLS connection to the broker failed");
            Assert.Contains("ssl.ca.location", Assert.Single(_reported));
            Assert.False(waiting.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using var trusted =
            new KafkaTestLog(broker.As("gateway", GatewayPassword, more: $"group.id={options.Topic}"), options);
        await trusted.AppendAsync(readings, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(readings, await ReadAsync(trusted));
    }

    [Theory]
    [InlineData("PLAIN", "plain")]
    [InlineData("OAUTHBEARER", "bearer")]
    public async Task Other_login_mechanisms_work_too(string mechanism, string user)
    {
        var options = Options(user);
        await broker.CreateTopicAsync(options.Topic, (user, ResourceType.Topic, options.Topic, AclOperation.Write));
        var settings = mechanism == "PLAIN"
            ? broker.As(user, GatewayPassword, mechanism: mechanism)
            : KafkaSettings.Read(
                [
                    $"bootstrap.servers={broker.Servers}", "security.protocol=sasl_ssl",
                    $"ssl.ca.location={broker.CaPath}",
                    "sasl.mechanism=OAUTHBEARER", "enable.sasl.oauthbearer.unsecure.jwt=true",
                ], [new("OYA_KAFKA_SASL_OAUTHBEARER_CONFIG", $"principal={user} scope=x")]);
        await using var log = new KafkaTestLog(settings, options);
        await log.AppendAsync(SampleReadings.Usual(10), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(1, log.Appended);
    }

    [Fact]
    public async Task Topics_and_the_tap_report_the_problem_instead_of_waiting()
    {
        await broker.CreateTopicAsync("test-tap");
        var rejected = broker.As("gateway", OldPassword);
        var e = await Assert.ThrowsAsync<LogException>(() => new KafkaTopics(rejected).ListAsync(Token));
        Assert.Contains("rejects the login of User:gateway", e.Message);
        Assert.DoesNotContain(OldPassword, e.ToString());
        e = await Assert.ThrowsAsync<LogException>(() =>
            new KafkaTopics(broker.As("gateway", GatewayPassword)).CreateAsync(1, 1, Token));
        Assert.Contains("may not", e.Message);
        e = await Assert.ThrowsAsync<LogException>(async () =>
        {
            await foreach (var _ in new KafkaTap(rejected, Options("tap")).ReadAsync(null, false, Token))
            {
            }
        });
        Assert.Contains("rejects the login", e.Message);
    }

    KafkaLogOptions Options(string name) => new()
    {
        Topic = $"test-{name}",
        DeadTopic = $"test-{name}.dead",
        UntilEnd = true,
        SegmentTime = TimeSpan.FromMilliseconds(50),
        Notify = _reported.Enqueue,
    };

    static bool IsOwnMessage(string text) => !text.StartsWith("librdkafka", StringComparison.Ordinal);

    static async Task<IEnumerable<Reading>> ReadAsync(KafkaTestLog log)
    {
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        return store.Readings;
    }

    Task UntilReportedAsync(string text) => Wait.UntilAsync(
        () => _reported.Any(reported => reported.Contains(text, StringComparison.Ordinal)), $"a report: {text}");
}
