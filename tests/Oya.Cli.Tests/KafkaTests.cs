using System.Globalization;
using System.Text.Json;

namespace Oya.Cli.Tests;

/// <summary>The commands that speak with Kafka; those that need one use the broker that OYA_TEST_KAFKA names.</summary>
public sealed class KafkaTests : IDisposable
{
    static readonly string Broker = Environment.GetEnvironmentVariable("OYA_TEST_KAFKA") ?? "";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("topics list", "nothing says where Kafka is; give -X bootstrap.servers=HOST:PORT")]
    [InlineData("tap", "nothing says where Kafka is")]
    [InlineData("replay x.tic --log kafka", "nothing says where Kafka is")]
    [InlineData("tap -X bootstrap.servers=x:1 -X sasl.password=hunter22", "OYA_KAFKA_SASL_PASSWORD_FILE")]
    [InlineData("tap -X bootstrap.servers=x:1 -X acks=0", "acks is not for the taking")]
    [InlineData("topics create -X bootstrap.servers=x:1 -X lingerms=1", "did you mean linger.ms?")]
    public async Task A_wrong_setting_is_reported_with_code_78_and_without_its_value(string line, string expected)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Configuration, await session.RunAsync(line.Split(' ')));
        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", session.Error, StringComparison.Ordinal);
        Assert.Empty(session.Out);
    }

    [Theory]
    [InlineData("tap --from-offset 3 --from-beginning -X bootstrap.servers=x:1", "--from-offset")]
    [InlineData("topics create --partitions 0 -X bootstrap.servers=x:1", "--partitions")]
    [InlineData("replay x.tic --log rabbit", "rabbit")]
    public async Task A_wrong_line_is_reported_with_code_2(string line, string expected)
    {
        using var session = new Session();
        Assert.Equal(ExitCode.Usage, await session.RunAsync(line.Split(' ')));
        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_reported_with_code_3()
    {
        using var session = new Session().With("OYA_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        Assert.Equal(ExitCode.Unavailable, await session.RunAsync("topics", "list"));
        Assert.StartsWith("oya: no broker of 127.0.0.1:1 answers", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_goes_to_Kafka_and_the_tap_shows_it()
    {
        if (Broker.Length == 0)
        {
            const string Message = "OYA_TEST_KAFKA is not set: it names a Kafka broker, host:port.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Message);
            Assert.Fail(Message);
        }

        var topic = string.Create(CultureInfo.InvariantCulture, $"test-cli-{Environment.ProcessId}");
        var capture = _folder.Path("village.tic");
        await RunAsync("simulate", "--meters", "3", "--from", "2026-01-15", "--every", "60s", "-o", capture);
        Assert.Contains(topic, await RunAsync("topics", "create", "--partitions", "2", "--topic", topic), StringComparison.Ordinal);
        Assert.Contains("all topics are there", await RunAsync("topics", "create", "--partitions", "2", "--topic", topic), StringComparison.Ordinal);

        var listed = await RunAsync("topics", "list", "--topic", topic, "--format", "csv");
        Assert.Contains($"{topic},2,", listed, StringComparison.Ordinal);
        Assert.Contains($"{topic}.dead,1,", listed, StringComparison.Ordinal);

        var replay = JsonDocument.Parse(await RunAsync("replay", capture, "--log", "kafka", "--topic", topic)).RootElement;
        var appended = replay.GetProperty("readings").GetProperty("appended").GetInt64();
        Assert.InRange(appended, 3 * 1440, 3 * 1442);
        Assert.Equal(0, replay.GetProperty("readings").GetProperty("stored").GetInt64());

        var lines = (await RunAsync("tap", "--topic", topic, "--from-beginning", "--until-end"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(appended, lines.Length);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        var meter = first.GetProperty("meter").GetString()!;
        Assert.Equal(12, meter.Length);
        Assert.Equal("standard", first.GetProperty("mode").GetString());
        var table = await RunAsync("tap", "--topic", topic, "--from-offset", "0", "--until-end", "--limit", "2", "--format", "table");
        Assert.Equal(3, table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(meter, table, StringComparison.Ordinal);

        // Behind the end of every partition there is nothing.
        Assert.Equal("", await RunAsync("tap", "--topic", topic, "--from-offset", "99999", "--until-end"));
    }

    static async Task<string> RunAsync(params string[] args)
    {
        using var session = new Session();
        session.With("OYA_KAFKA_BOOTSTRAP_SERVERS", Broker);
        var code = await session.RunAsync(args);
        Assert.True(code == ExitCode.Done, session.Error);
        return session.Out;
    }
}
