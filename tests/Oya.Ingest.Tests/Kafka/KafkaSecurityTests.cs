using System.Collections.Concurrent;
using Confluent.Kafka.Admin;
using Oya.Teleinfo;
using static Oya.Ingest.Tests.SecuredBroker;

namespace Oya.Ingest.Tests;

/// <summary>TLS, SASL and rights on a real broker; and that no secret is ever said.</summary>
public sealed class KafkaSecurityTests(SecuredBroker broker) : IClassFixture<SecuredBroker>, IAsyncDisposable
{
    readonly ConcurrentQueue<string> _reported = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>After each test.</summary>
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
    public async Task A_gateway_may_write_readings_and_nothing_else_and_an_ingester_may_read_them()
    {
        var options = Options("rights");
        await broker.MakeAsync(
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
    public async Task A_password_that_is_refused_is_reported_once_and_goes_on_when_it_is_mended()
    {
        var options = Options("password");
        await broker.MakeAsync(
            options.Topic,
            ("late", ResourceType.Topic, options.Topic, AclOperation.Write),
            ("late", ResourceType.Topic, options.Topic, AclOperation.Read),
            ("late", ResourceType.Group, "oya-ingest", AclOperation.Read));
        var readings = SampleReadings.Usual(500);
        await using var log = new KafkaTestLog(broker.As("late", GatewayPassword, more: "debug=security"), options);
        var waiting = log.AppendAsync(readings, Token).AsTask();
        await UntilReportedAsync("the broker refuses the login of User:late");
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        Assert.Contains("OYA_KAFKA_SASL_PASSWORD_FILE", Assert.Single(_reported, IsOurs));
        Assert.False(waiting.IsCompleted);
        await broker.SetPasswordAsync("late", GatewayPassword);
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.StartsWith("Kafka goes on", _reported.Last(IsOurs));
        Assert.Equal(readings, await ReadAsync(log));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_reported_with_the_command_that_gives_it_and_goes_on_when_it_is_given()
    {
        var options = Options("right");
        await broker.MakeAsync(options.Topic, ("stranger", ResourceType.Topic, options.Topic, AclOperation.Describe));
        var readings = SampleReadings.Usual(500);
        await using var log = new KafkaTestLog(broker.As("stranger", GatewayPassword), options);
        var waiting = log.AppendAsync(readings, Token).AsTask();
        await UntilReportedAsync($"User:stranger may not Write {options.Topic}");
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        Assert.Contains(
            $"give User:stranger the rights Write and Describe on the topic {options.Topic}", Assert.Single(_reported));
        await broker.AllowAsync(("stranger", ResourceType.Topic, options.Topic, AclOperation.Write));
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), Token);

        // And so for whoever reads: first the group, then the topic.
        var reading = ReadAsync(log);
        await UntilReportedAsync("may not read as group oya-ingest");
        await broker.AllowAsync(("stranger", ResourceType.Group, "oya-ingest", AclOperation.Read));
        await UntilReportedAsync($"User:stranger may not Read {options.Topic}");
        await broker.AllowAsync(("stranger", ResourceType.Topic, options.Topic, AclOperation.Read));
        Assert.Equal(readings, await reading);
    }

    [Fact]
    public async Task Another_CA_is_reported_and_nothing_is_lost()
    {
        var options = Options("ca");
        await broker.MakeAsync(
            options.Topic,
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Write),
            ("gateway", ResourceType.Topic, options.Topic, AclOperation.Read),
            ("gateway", ResourceType.Group, options.Topic, AclOperation.Read));
        var readings = SampleReadings.Usual(500);
        await using (var wrong = new KafkaTestLog(broker.As("gateway", GatewayPassword, broker.OtherCaPath), options))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var waiting = wrong.AppendAsync(readings, stop.Token).AsTask();
            await UntilReportedAsync("no TLS with the broker");
            Assert.Contains("ssl.ca.location", Assert.Single(_reported));
            Assert.False(waiting.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using var right = new KafkaTestLog(broker.As("gateway", GatewayPassword, more: $"group.id={options.Topic}"), options);
        await right.AppendAsync(readings, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(readings, await ReadAsync(right));
    }

    [Theory]
    [InlineData("PLAIN", "plain")]
    [InlineData("OAUTHBEARER", "bearer")]
    public async Task The_other_ways_to_log_in_work_too(string mechanism, string user)
    {
        var options = Options(user);
        await broker.MakeAsync(options.Topic, (user, ResourceType.Topic, options.Topic, AclOperation.Write));
        var settings = mechanism == "PLAIN"
            ? broker.As(user, GatewayPassword, mechanism: mechanism)
            : KafkaSettings.Read(
                [
                    $"bootstrap.servers={broker.Servers}", "security.protocol=sasl_ssl", $"ssl.ca.location={broker.CaPath}",
                    "sasl.mechanism=OAUTHBEARER", "enable.sasl.oauthbearer.unsecure.jwt=true",
                ], [new("OYA_KAFKA_SASL_OAUTHBEARER_CONFIG", $"principal={user} scope=x")]);
        await using var log = new KafkaTestLog(settings, options);
        await log.AppendAsync(SampleReadings.Usual(10), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(1, log.Appended);
    }

    [Fact]
    public async Task Topics_and_the_tap_say_what_is_wrong_instead_of_waiting()
    {
        await broker.MakeAsync("test-tap");
        var wrong = broker.As("gateway", OldPassword);
        var e = await Assert.ThrowsAsync<LogException>(() => new KafkaTopics(wrong).ListAsync(Token));
        Assert.Contains("refuses the login of User:gateway", e.Message);
        Assert.DoesNotContain(OldPassword, e.ToString());
        e = await Assert.ThrowsAsync<LogException>(() => new KafkaTopics(broker.As("gateway", GatewayPassword)).CreateAsync(1, 1, Token));
        Assert.Contains("may not", e.Message);
        e = await Assert.ThrowsAsync<LogException>(async () =>
        {
            await foreach (var _ in new KafkaTap(wrong, Options("tap")).ReadAsync(null, false, Token))
            {
            }
        });
        Assert.Contains("refuses the login", e.Message);
    }

    KafkaLogOptions Options(string name) => new()
    {
        Topic = $"test-{name}",
        DeadTopic = $"test-{name}.dead",
        UntilEnd = true,
        SegmentTime = TimeSpan.FromMilliseconds(50),
        Notify = _reported.Enqueue,
    };

    static bool IsOurs(string text) => !text.StartsWith("librdkafka", StringComparison.Ordinal);

    static async Task<IEnumerable<Reading>> ReadAsync(KafkaTestLog log)
    {
        var store = new ListStore();
        await new StoreWriter(log, store).RunAsync(Token).WaitAsync(TimeSpan.FromSeconds(90), Token);
        return store.Readings;
    }

    async Task UntilReportedAsync(string text)
    {
        for (var i = 0; i < 600 && !_reported.Any(reported => reported.Contains(text, StringComparison.Ordinal)); i++)
        {
            await Task.Delay(50, Token);
        }

        Assert.Contains(_reported, reported => reported.Contains(text, StringComparison.Ordinal));
    }
}
