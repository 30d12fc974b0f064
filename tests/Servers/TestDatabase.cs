using System.Collections.Concurrent;
using Npgsql;
using Oya.Storage;

[assembly: AssemblyFixture(typeof(Oya.Tests.TestDatabase.End))]

namespace Oya.Tests;

/// <summary>
/// A database of its own for a test, with the schema and nothing in it, on a real server. Making one takes a second, so
/// those that were given back are emptied and used again; they are dropped when the tests end.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    static readonly ConcurrentBag<TestDatabase> Timescale = [], Plain = [];
    static readonly ConcurrentBag<string> Made = [];

    readonly bool _timescale;

    TestDatabase(string name, bool timescale)
    {
        _timescale = timescale;
        ConnectionString = new NpgsqlConnectionStringBuilder(TestServers.Postgres) { Database = name }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>An empty one, with TimescaleDB or with plain tables.</summary>
    public static TestDatabase Rent(bool timescale)
    {
        if ((timescale ? Timescale : Plain).TryTake(out var free))
        {
            return free;
        }

        var name = $"oya_test_{Guid.NewGuid():N}";
        Execute(TestServers.Postgres, $"create database {name}");
        Made.Add(name);
        var made = new TestDatabase(name, timescale);
        StoreSchema.MigrateAsync(made.ConnectionString, timescale, CancellationToken.None).GetAwaiter().GetResult();
        return made;
    }

    /// <summary>Rows of a query, columns with commas, as text.</summary>
    public IReadOnlyList<string> Rows(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount)
                .Select(i => Convert.ToString(reader.GetValue(i)))));
        }

        return rows;
    }

    public void Execute(string sql) => Execute(ConnectionString, sql);

    /// <summary>Empties it and gives it back.</summary>
    public void Dispose()
    {
        Execute(
            "set session_replication_role = replica; truncate consent_event, purge_proof; set session_replication_role = default; "
            + "truncate meter, touched_day, ingest_offset, ingest_hole, registry, collection_permit, release_batch, "
            + "release_item restart identity; truncate reading; truncate load_curve; truncate daily_energy; "
            + "update writer_state set version = version + 1, generation = generation + 1");
        (_timescale ? Timescale : Plain).Add(this);
    }

    static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.ExecuteNonQuery();
    }

    /// <summary>The end of all tests of an assembly: a borrowed server keeps nothing of them.</summary>
    public sealed class End : IDisposable
    {
        public void Dispose()
        {
            NpgsqlConnection.ClearAllPools();
            // Each waits for a checkpoint of the server: at once they wait for the same one.
            Parallel.ForEach(
                Made, name => Execute(TestServers.Postgres, $"drop database if exists {name} with (force)"));
        }
    }
}
