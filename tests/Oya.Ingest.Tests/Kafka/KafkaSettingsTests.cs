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
            ["client.id=mine", "sasl.username=gateway"],
            [
                new("OYA_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"), new("OYA_KAFKA_SASL_PASSWORD_FILE", path),
                new("OYA_KAFKA_CLIENT_ID", "theirs"), new("OYA_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "a.jwt"),
                new("PATH", "/bin"),
            ]);
        File.Delete(path);
        Assert.Equal("kafka:9092", settings.Servers);
        Assert.Equal("mine", settings.Find("client.id"));
        Assert.Equal(Secret, settings.Find("sasl.password"));
        Assert.Equal("a.jwt", settings.Find("sasl.oauthbearer.assertion.file"));
    }

    [Fact]
    public void A_secret_is_in_no_text()
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
    public void A_secret_on_the_command_line_is_refused_and_not_repeated(string name)
    {
        var e = Refused([.. Servers, $"{name}={Secret}"]);
        Assert.DoesNotContain(Secret, e.Message + e.Problem.Remedy);
        Assert.Contains($"OYA_KAFKA_{name.ToUpperInvariant().Replace('.', '_')}_FILE", e.Problem.Remedy);
    }

    [Theory]
    [InlineData("acks=1", "replicas")]
    [InlineData("enable.idempotence=false", "disorder")]
    [InlineData("message.timeout.ms=300000", "away longer")]
    [InlineData("enable.auto.commit=true", "the store says")]
    [InlineData("auto.offset.reset=latest", "the store says")]
    [InlineData("partitioner=random", "one partition")]
    [InlineData("partition.assignment.strategy=range", "stop all readers")]
    public void What_could_lose_or_disorder_readings_is_refused_with_the_reason(string pair, string reason) =>
        Assert.Contains(reason, Refused([.. Servers, pair]).Message);

    [Theory]
    [InlineData("acks=all")]
    [InlineData("message.timeout.ms=0")]
    [InlineData("linger.ms=500")]
    [InlineData("group.protocol=consumer")]
    public void What_changes_nothing_of_that_is_taken(string pair) =>
        Assert.Equal(pair.Split('=')[1], KafkaSettings.Read([.. Servers, pair], []).Find(pair.Split('=')[0]));

    [Fact]
    public void A_wrong_line_is_reported_with_what_to_do()
    {
        Assert.Contains("did you mean linger.ms?", Refused([.. Servers, "lingerms=5"]).Problem.Remedy);
        Assert.Contains("bootstrap.servers", Refused(["linger.ms=5"]).Problem.Remedy);
        var slipped = Refused([Secret]);
        Assert.DoesNotContain(Secret, slipped.Message + slipped.Problem.Remedy);
        Assert.Contains("name=value", slipped.Message);
        Assert.Contains("OYA_KAFKA_BOOTSTRAP_SERVERS", Refused([], ("OYA_KAFKA_BOOTSTRAP_SERVER", "x:1")).Problem.Remedy);
        Assert.Contains("cannot be read", Refused(Servers, ("OYA_KAFKA_SASL_PASSWORD_FILE", "/nowhere/x")).Message);
        Assert.Contains("both set", Refused(
            Servers, ("OYA_KAFKA_SASL_PASSWORD_FILE", "/x"), ("OYA_KAFKA_SASL_PASSWORD", "x")).Message);
    }

    [Fact]
    public async Task A_value_that_librdkafka_refuses_is_reported_without_the_secret()
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
    public void The_names_are_those_of_the_library_that_is_loaded()
    {
        Assert.DoesNotContain(KafkaSettingNames.All, name => !Native.Knows(name));
        // What it has beside them is for programs, not for people.
        string[] others =
        [
            "opaque", "default_topic_conf", "interceptors", "ssl_engine_callback_data", "ssl_key", "ssl_certificate", "ssl_ca",
            "msg_order_cmp", "enabled_events", "builtin.features", "metadata.request.timeout.ms", "enable.sparse.connections",
            "enable_sasl_queue",
        ];
        var missing = Native.SettingNames().Where(name => !KafkaSettingNames.IsKnown(name) && !others.Contains(name)
            && !name.EndsWith("_cb", StringComparison.Ordinal) && !name.StartsWith("test.", StringComparison.Ordinal)
            && !name.StartsWith("client.software.", StringComparison.Ordinal)).ToList();
        Assert.Equal([], missing);
    }

    static LogException Refused(string[] pairs, params (string Name, string? Value)[] environment)
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
    public void What_makes_a_topic_that_is_not_there_makes_that_one(string topic, string made)
    {
        var settings = KafkaSettings.Read(["bootstrap.servers=127.0.0.1:9092"], []);
        var reported = KafkaErrorText.Describe(new Error(ErrorCode.UnknownTopicOrPart), topic, "Read", settings);
        Assert.Equal((LogFault.NoTopic, made), (reported!.Value.Problem.Fault, reported.Value.Problem.Subject));
    }
}
