using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>
/// The numbered scripts of the schema. Each is applied once, in a transaction together with the row that records it.
/// A script that was changed after it was applied is an error, because the database would not have the schema that
/// the program expects.
/// </summary>
sealed class Schema(TimescaleDatabase database)
{
    const string CreateVersionTable =
        "create table if not exists schema_version (version integer primary key, name text not null, "
        + "sha256 text not null, applied_at timestamptz not null default now())";

    // When two processes migrate at once, the second waits and then finds nothing to do.
    const long MigrationLock = 0x6F79612D73716C;

    static readonly IReadOnlyList<Script> Scripts = Load();

    /// <summary>The state of the schema. Changes nothing.</summary>
    public async Task<SchemaStatus> StatusAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await ExplainAsync(() => StatusAsync(connection, cancellationToken));
    }

    /// <summary>Applies the scripts that the database has not seen.</summary>
    /// <param name="useTimescale">False creates plain tables, even when the extension is available.</param>
    /// <param name="cancellationToken">Stops between two scripts.</param>
    /// <returns>The names of the applied scripts.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(bool useTimescale, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await ExplainAsync(async () =>
        {
            await ExecuteAsync(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
            if (useTimescale)
            {
                await AddExtensionAsync(connection, cancellationToken);
            }

            await ExecuteAsync(connection, CreateVersionTable, cancellationToken);
            var status = await StatusAsync(connection, cancellationToken);
            foreach (var name in status.Pending)
            {
                var script = Scripts.Single(script => script.Name == name);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(connection, script.Sql, cancellationToken);
                await ExecuteAsync(
                    connection,
                    $"insert into schema_version values ({script.Version}, '{script.Name}', '{script.Hash}')",
                    cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            // Closes the connection instead of returning it to the pool, which releases the lock.
            NpgsqlConnection.ClearPool(connection);
            return status.Pending;
        });
    }

    /// <summary>Throws unless the schema is the one that this program expects.</summary>
    /// <exception cref="StoreException">The schema is older, newer or different.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var status = await StatusAsync(cancellationToken);
        if (status.Pending.Count > 0)
        {
            throw new StoreException(
                $"{database.Settings.DisplayName} "
                + (status.Applied.Count == 0 ? "has no tables of this program" : "has the schema of an earlier version"))
            {
                Problem = StoreProblem.NeedsMigration,
            };
        }
    }

    async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await ExplainAsync(() => database.ConnectAsync(cancellationToken));

    async Task<T> ExplainAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e) when (StoreFailures.Explain(e, database.Settings) is { } failure)
        {
            throw failure;
        }
    }

    async Task<SchemaStatus> StatusAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new List<(int Version, string Name, string Hash)>();
        if (await ScalarAsync(connection, "select to_regclass('schema_version')::text", cancellationToken) is not null)
        {
            await using var command = new NpgsqlCommand(
                "select version, name, sha256 from schema_version order by version", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
            }
        }

        foreach (var (version, name, hash) in applied)
        {
            if (version > Scripts.Count)
            {
                throw new StoreException(
                    $"{database.Settings.DisplayName} was created by a later version ({name})")
                {
                    Problem = StoreProblem.LaterVersion,
                };
            }

            if (Scripts[version - 1].Hash != hash)
            {
                throw new StoreException(
                    $"{database.Settings.DisplayName} was created with a different {name}; "
                    + "use the version that created it");
            }
        }

        return new(
            (string)(await ScalarAsync(connection, "show server_version", cancellationToken))!,
            (string?)await ScalarAsync(
                connection, "select extversion from pg_extension where extname = 'timescaledb'", cancellationToken),
            (string?)await ScalarAsync(
                connection, "select current_setting('timescaledb.license', true)", cancellationToken),
            [.. applied.Select(entry => entry.Name)], [.. Scripts.Skip(applied.Count).Select(script => script.Name)]);
    }

    /// <summary>
    /// Creates the extension when it is available and the server has loaded it. Without the second condition, the
    /// attempt ends the connection.
    /// </summary>
    static async Task AddExtensionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var available = await ScalarAsync(
            connection, "select 1 from pg_available_extensions where name = 'timescaledb'", cancellationToken);
        // A setting of the part of the extension that the server loads at its start.
        var isLoaded = await ScalarAsync(
            connection, "select current_setting('timescaledb.max_background_workers', true)", cancellationToken);
        if (available is not null && isLoaded is not null)
        {
            await ExecuteAsync(connection, "create extension if not exists timescaledb", cancellationToken);
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    static List<Script> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string Folder = ".Timescale.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Contains(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select((resource, i) =>
                {
                    using var stream = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                    var sql = stream.ReadToEnd();
                    var start = resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length;
                    var name = resource[start..^".sql".Length];
                    return new Script(
                        i + 1, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
                }),
        ];
    }

    sealed record Script(int Version, string Name, string Sql, string Hash);
}
