using Npgsql;

namespace Oya.Load;

/// <summary>A database of a run, with queries of its own besides those of the program.</summary>
/// <param name="server">The connection string of the server.</param>
/// <param name="name">The name of the database.</param>
sealed class Database(string server, string name)
{
    public string Name => name;

    /// <summary>The value of <c>--store</c>.</summary>
    public string Store { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>Creates the database.</summary>
    public static async Task<Database> CreateAsync(string server, string name, CancellationToken cancellationToken)
    {
        await new Database(server, "postgres").ExecuteAsync($"create database {name}", cancellationToken);
        return new(server, name);
    }

    /// <summary>Drops the database.</summary>
    public Task DropAsync(CancellationToken cancellationToken) =>
        new Database(server, "postgres").ExecuteAsync($"drop database {name} with (force)", cancellationToken);

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // After a server was killed, pooled connections are broken.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Store) { Pooling = false, CommandTimeout = 600 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ScalarAsync<T>(connection, sql, cancellationToken);
    }

    public static async Task<T> ScalarAsync<T>(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The number of stored messages, over all partitions.</summary>
    public Task<long> MessagesAsync(CancellationToken cancellationToken) => ScalarAsync<long>(
        "select coalesce(sum(next_offset), 0)::bigint from ingest_offset", cancellationToken);
}
