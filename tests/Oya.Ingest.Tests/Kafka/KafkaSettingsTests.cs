using Confluent.Kafka;

namespace Oya.Ingest.Tests;

public class KafkaSettingsTests
{
    const string Secret = "pa55-word";

    static readonly string[] Servers = ["bootstrap.servers=127.0.0.1:9092"];

    [Fact]
    public void Settings_come_from_the_command_line_the_environment_and_files()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Secret + "\n");
        var settings = KafkaSettings.Read(
            ["client.id=own", "sasl.username=gateway"],
            [
                new("OYA_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"), new("OYA_KAFKA_SASL_PASSWORD_FILE", path),
                new("OYA_KAFKA_CLIENT_ID", "other"), new("OYA_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "a.jwt"),
                new("PATH", "/bin"),
            ]);
        File.Delete(path);
        Assert.Equal("kafka:9092", settings.Servers);
        Assert.Equal("own", settings.Find("client.id"));
        Assert.Equal(Secret, settings.Find("sasl.password"));
        Assert.Equal("a.jwt", settings.Find("sasl.oauthbearer.assertion.file"));
    }

    [Fact]
    public void No_text_contains_a_secret()
    {
        var settings = KafkaSettings.Read(Servers, [new("OYA_KAFKA_SASL_PASSWORD", Secret)]);
        Assert.DoesNotContain(Secret, settings.ToString());
        Assert.Contains("sasl.password=***", settings.ToString());
        Assert.Equal("login with ***", settings.Redact($"login with {Secret}"));
    }

    [Theory]
    [InlineData("sasl.password")]
    [InlineData("ssl.key.password")]
    [InlineData("ssl.key.pem")]
    [InlineData("ssl.keystore.password")]
    [InlineData("sasl.oauthbearer.client.secret")]
    public void A_secret_on_the_command_line_is_rejected_and_not_repeated(string name)
    {
        var e = Rejection([.. Servers, $"{name}={Secret}"]);
        Assert.DoesNotContain(Secret, e.Message + e.Problem.Remedy);
        Assert.Contains($"OYA_KAFKA_{name.ToUpperInvariant().Replace('.', '_')}_FILE", e.Problem.Remedy);
    }

    [Theory]
    [InlineData("acks=1", "replicas")]
    [InlineData("enable.idempotence=false", "reorder")]
    [InlineData("message.timeout.ms=300000", "away longer")]
    [InlineData("enable.auto.commit=true", "the store decides")]
    [InlineData("auto.offset.reset=latest", "the store decides")]
    [InlineData("partitioner=random", "the same partition")]
    [InlineData("partition.assignment.strategy=range", "stop all readers")]
    public void Settings_that_could_lose_or_reorder_readings_are_rejected_with_the_reason(string pair, string reason) =>
        Assert.Contains(reason, Rejection([.. Servers, pair]).Message);

    [Theory]
    [InlineData("acks=all")]
    [InlineData("message.timeout.ms=0")]
    [InlineData("linger.ms=500")]
    [InlineData("group.protocol=consumer")]
    public void Settings_that_keep_the_guarantees_are_accepted(string pair) =>
        Assert.Equal(pair.Split('=')[1], KafkaSettings.Read([.. Servers, pair], []).Find(pair.Split('=')[0]));

    [Fact]
    public void An_invalid_setting_is_reported_with_what_to_do()
    {
        Assert.Contains("did you mean linger.ms?", Rejection([.. Servers, "lingerms=5"]).Problem.Remedy);
        Assert.Contains("bootstrap.servers", Rejection(["linger.ms=5"]).Problem.Remedy);
        var nameless = Rejection([Secret]);
        Assert.DoesNotContain(Secret, nameless.Message + nameless.Problem.Remedy);
        Assert.Contains("name=value", nameless.Message);
        Assert.Contains("OYA_KAFKA_BOOTSTRAP_SERVERS", Rejection([], ("OYA_KAFKA_BOOTSTRAP_SERVER", "x:1")).Problem.Remedy);
        Assert.Contains("cannot be read", Rejection(Servers, ("OYA_KAFKA_SASL_PASSWORD_FILE", "/nowhere/x")).Message);
        Assert.Contains("both set", Rejection(
            Servers, ("OYA_KAFKA_SASL_PASSWORD_FILE", "/x"), ("OYA_KAFKA_SASL_PASSWORD", "x")).Message);
    }

    [Fact]
    public async Task A_value_that_librdkafka_rejects_is_reported_without_the_secret()
    {
        var settings = KafkaSettings.Read(
            [.. Servers, "security.protocol=ssl"], [new("OYA_KAFKA_SSL_KEY_PEM", Secret)]);
        await using var log = new KafkaTestLog(settings);
        var e = await Assert.ThrowsAsync<LogException>(async () =>
            await log.AppendAsync(SampleReadings.Usual(1), TestContext.Current.CancellationToken));
        Assert.True(e.IsConfiguration);
        Assert.DoesNotContain(Secret, e.ToString());
    }

    [Fact]
    public void The_setting_names_match_the_loaded_library()
    {
        Assert.DoesNotContain(KafkaSettingNames.All, name => !Native.Knows(name));
        // The remaining names of the library are for programs, not for users.
        string[] others =
        [
            "opaque", "default_topic_conf", "interceptors", "ssl_engine_callback_data", "ssl_key", "ssl_certificate",
            "ssl_ca",
            "msg_order_cmp", "enabled_events", "builtin.features", "metadata.request.timeout.ms",
            "enable.sparse.connections",
            "enable_sasl_queue",
        ];
        var missing = Native.SettingNames().Where(name => !KafkaSettingNames.IsKnown(name) && !others.Contains(name)
            && !name.EndsWith("_cb", StringComparison.Ordinal) && !name.StartsWith("test.", StringComparison.Ordinal)
            && !name.StartsWith("client.software.", StringComparison.Ordinal)).ToList();
        Assert.Equal([], missing);
    }

    static LogException Rejection(string[] pairs, params (string Name, string? Value)[] environment)
    {
        var e = Assert.Throws<LogException>(() => KafkaSettings.Read(pairs, environment.Select(variable =>
            new KeyValuePair<string, string?>(variable.Name, variable.Value))));
        Assert.True(e.IsConfiguration);
        Assert.NotEmpty(e.Problem.Remedy);
        return e;
    }

    [Theory]
    [InlineData("oya.readings", "oya.readings")]
    [InlineData("oya.readings.dead", "oya.readings")]
    [InlineData("north", "north")]
    [InlineData("north.dead", "north")]
    public void A_missing_topic_is_reported_with_the_topic_to_create(string topic, string made)
    {
        var settings = KafkaSettings.Read(["bootstrap.servers=127.0.0.1:9092"], []);
        var reported = KafkaErrorText.Describe(new Error(ErrorCode.UnknownTopicOrPart), topic, "Read", settings);
        Assert.Equal((LogFault.NoTopic, made), (reported!.Value.Problem.Fault, reported.Value.Problem.Subject));
    }
}
