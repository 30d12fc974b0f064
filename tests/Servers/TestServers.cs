namespace Oya.Tests;

/// <summary>
/// The servers that tests run on. At home a test whose server is absent is skipped; with CI=true that is a failure.
/// </summary>
static class TestServers
{
    /// <summary>Connection string of a PostgreSQL with TimescaleDB, of a login that may make databases.</summary>
    public static string Postgres => Find("OYA_TEST_POSTGRES", "a PostgreSQL with TimescaleDB (a connection string)");

    /// <summary>Bootstrap servers of an Apache Kafka.</summary>
    public static string Kafka => Find("OYA_TEST_KAFKA", "an Apache Kafka (host:port)");

    /// <summary>Folder of an Apache Kafka distribution, for brokers that a test starts and kills itself.</summary>
    public static string KafkaHome => Find("KAFKA_HOME", "the folder of an Apache Kafka distribution");

    /// <summary>The script that starts servers, for a test that kills its own.</summary>
    public static string Script => Find("OYA_TEST_SERVERS", "tests/servers.sh (its path)");

    /// <summary>A folder for the servers of tests: whatever is started below it is ended with it.</summary>
    public static string Folder => Find("OYA_TEST_SERVERS_DIR", "the folder that servers.sh was given");

    static string Find(string variable, string what)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
        {
            return value;
        }

        var message = $"{variable} is not set: ./test.sh sets it, or give it {what}.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        return "";
    }
}
