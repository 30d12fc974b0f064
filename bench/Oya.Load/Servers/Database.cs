using Npgsql;

namespace Oya.Load;

/// <summary>A database of a run, and what is asked of it beside the program.</summary>
/// <param name="server">Connection string of the server.</param>
/// <param name="name">Its name.</param>
sealed class Database(string server, string name)
{
    public string Name => name;

    /// <summary>What the program is given: <c>--store</c>.</summary>
    public string Store { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>Makes it.</summary>
    public static async Task<Database> CreateAsync(string server, string name, CancellationToken cancellationToken)
    {
        await new Database(server, "postgres").ExecuteAsync($"create database {name}", cancellationToken);
        return new(server, name);
    }

    /// <summary>Removes it.</summary>
    public Task DropAsync(CancellationToken cancellationToken) =>
        new Database(server, "postgres").ExecuteAsync($"drop database {name} with (force)", cancellationToken);

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // A server that was killed leaves connections in a pool that lead nowhere.
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

    /// <summary>Messages that the store owns, all partitions together.</summary>
    public Task<long> MessagesAsync(CancellationToken cancellationToken) => ScalarAsync<long>(
        "select coalesce(sum(next_offset), 0)::bigint from ingest_offset", cancellationToken);
}
