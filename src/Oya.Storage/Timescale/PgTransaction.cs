using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>
/// A running transaction, or a single statement without a transaction. Parameters $1, $2… accept domain values.
/// </summary>
sealed class PgTransaction(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellation)
{
    public NpgsqlConnection Connection => connection;

    public CancellationToken Cancellation => cancellation;

    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first column of the first row; the default when there is no row, or its value is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a statement once for each set of values. All are sent before the first answer arrives.</summary>
    /// <returns>The number of changed rows.</returns>
    public async Task<int> ExecuteEachAsync(IEnumerable<(string Sql, object?[] Values)> statements)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, values) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(values.Select(Parameters.From).ToArray());
            batch.BatchCommands.Add(command);
        }

        return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancellation);
    }

    NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameters.From(value));
        }

        return command;
    }
}
