using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Oya.Ingest.Tests;

/// <summary>
/// Functions of librdkafka that Confluent's client does not expose: the list of settings, and a mock broker in memory
/// that fails on demand.
/// </summary>
static unsafe partial class Native
{
    const string Library = "librdkafka";

    [ModuleInitializer]
    public static void FindLibrary() =>
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, (name, assembly, path) =>
        name != Library ? 0
        // The first library is built for another libsasl2 than Debian's and does not load there. The other one is
        // self-contained.
        : NativeLibrary.TryLoad(Library, assembly, path, out var handle)
            || NativeLibrary.TryLoad("centos8-librdkafka", assembly, path, out handle) ? handle : 0);

    /// <summary>The names that the library itself lists.</summary>
    public static IReadOnlyList<string> SettingNames()
    {
        var conf = rd_kafka_conf_new();
        var topic = rd_kafka_topic_conf_new();
        var names = new HashSet<string>();
        Add(rd_kafka_conf_dump(conf, out var count), count, names);
        Add(rd_kafka_topic_conf_dump(topic, out count), count, names);
        rd_kafka_conf_destroy(conf);
        return [.. names];
    }

    public static bool Knows(string name)
    {
        var conf = rd_kafka_conf_new();
        // -2 means an unknown setting. Whether the value is valid does not matter here.
        var known = rd_kafka_conf_set(conf, name, "?", new byte[512], 512) != -2;
        rd_kafka_conf_destroy(conf);
        return known;
    }

    static void Add(nint dump, nuint count, HashSet<string> names)
    {
        for (nuint i = 0; i < count; i += 2)
        {
            names.Add(Marshal.PtrToStringUTF8(((nint*)dump)[i])!);
        }

        rd_kafka_conf_dump_free(dump, count);
    }

    [LibraryImport(Library)]
    public static partial nint rd_kafka_conf_new();

    [LibraryImport(Library)]
    public static partial nint rd_kafka_topic_conf_new();

    [LibraryImport(Library)]
    public static partial void rd_kafka_conf_destroy(nint conf);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_conf_dump(nint conf, out nuint count);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_topic_conf_dump(nint conf, out nuint count);

    [LibraryImport(Library)]
    public static partial void rd_kafka_conf_dump_free(nint dump, nuint count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_conf_set(nint conf, string name, string value, byte[] error, nuint size);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_new(int type, nint conf, byte[] error, nuint size);

    [LibraryImport(Library)]
    public static partial void rd_kafka_destroy(nint client);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_new(nint client, int brokers);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_cluster_destroy(nint cluster);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int delay);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_up(nint cluster, int broker);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_push_request_errors_array(
        nint cluster, short api, nuint count, int[] errors);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_push_request_error_rtts(
        nint cluster, int broker, short api, nuint count, int error, int milliseconds);
}

/// <summary>A cluster in memory. Its limits: it does not track producer ids, and keeps 5 MB per partition.</summary>
sealed class MockCluster : IDisposable
{
    public const short Produce = 0;

    readonly nint _client, _cluster;

    public MockCluster(string topic, int partitions = 3)
    {
        var error = new byte[512];
        var conf = Native.rd_kafka_conf_new();
        // The client has no broker on purpose, so the log level hides that.
        Assert.Equal(0, Native.rd_kafka_conf_set(conf, "log_level", "3", error, 512));
        _client = Native.rd_kafka_new(0, conf, error, 512);
        Assert.True(_client != 0, Encoding.UTF8.GetString(error));
        _cluster = Native.rd_kafka_mock_cluster_new(_client, 1);
        Assert.Equal(0, Native.rd_kafka_mock_group_initial_rebalance_delay_ms(_cluster, 0));
        Assert.Equal(0, Native.rd_kafka_mock_topic_create(_cluster, topic, partitions, 1));
        Servers = Marshal.PtrToStringUTF8(Native.rd_kafka_mock_cluster_bootstraps(_cluster))!;
    }

    public string Servers { get; }

    // One request at a time: unlike a real broker, the mock does not check the sequence of an idempotent producer. It
    // would accept the second of two requests after it has failed the first. librdkafka assumes that no broker does
    // that, and would count the first one as written too.
    public KafkaSettings Settings => KafkaSettings.Read(
        [
            $"bootstrap.servers={Servers}", "linger.ms=1", "fetch.wait.max.ms=10",
            "reconnect.backoff.max.ms=200", "max.in.flight.requests.per.connection=1",
        ], []);

    public void Down() => Assert.Equal(0, Native.rd_kafka_mock_broker_set_down(_cluster, -1));

    public void Up() => Assert.Equal(0, Native.rd_kafka_mock_broker_set_up(_cluster, -1));

    /// <summary>Answers the next produce requests with these errors.</summary>
    public void Fail(params int[] errors) =>
        Native.rd_kafka_mock_push_request_errors_array(_cluster, Produce, (nuint)errors.Length, errors);

    /// <summary>Handles the next produce request, but loses the answer.</summary>
    public void LoseAnswer() => Answer(-195, TimeSpan.FromMilliseconds(200));

    /// <summary>Handles the next produce request, but answers late.</summary>
    public void Hold(TimeSpan time) => Answer(0, time);

    void Answer(int error, TimeSpan time) => Assert.Equal(
        0,
        Native.rd_kafka_mock_broker_push_request_error_rtts(
            _cluster, 1, Produce, 1, error, (int)time.TotalMilliseconds));

    public void Dispose()
    {
        Native.rd_kafka_mock_cluster_destroy(_cluster);
        Native.rd_kafka_destroy(_client);
    }
}
