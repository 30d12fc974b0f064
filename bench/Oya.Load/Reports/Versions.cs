namespace Oya.Load;

/// <summary>The versions of the servers.</summary>
static class Versions
{
    public static async Task<IReadOnlyList<string>> FromAsync(string postgres, CancellationToken cancellationToken)
    {
        var database = new Database(postgres, "postgres");
        var server = await database.ScalarAsync<string>("show server_version", cancellationToken);
        var extension = await database.ScalarAsync<string>(
            "select coalesce(max(default_version), 'none') from pg_available_extensions where name = 'timescaledb'",
            cancellationToken);
        return [$"PostgreSQL {server.Split(' ')[0]}", $"TimescaleDB {extension}"];
    }

    public static string GetKafkaVersion(Server kafka)
    {
        const string Jar = "kafka-clients-";
        var file = Directory.EnumerateFiles(kafka.Home, Jar + "*.jar", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).FirstOrDefault();
        return $"Kafka {file?[Jar.Length..] ?? "of an unknown version"}";
    }
}
