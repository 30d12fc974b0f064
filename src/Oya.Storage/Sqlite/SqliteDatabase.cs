using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Oya.Storage.Sqlite;

/// <summary>
/// One SQLite file and one connection to it, used by one caller at a time. WAL mode, so that reading curves does not
/// wait for a replay in another process. Synchronous FULL, because acknowledged data must survive a power cut.
/// </summary>
sealed class SqliteDatabase : IDisposable
{
    // How long a process waits for the transaction of another. A batch takes well under a second.
    const int BusySeconds = 60;

    readonly SqliteConnection _connection;
    readonly Lock _lock = new();
    readonly Dictionary<string, SqliteCommand> _prepared = [];
    readonly List<RawStatement> _raw = [];

    SqliteDatabase(SqliteConnection connection) => _connection = connection;

    public static SqliteDatabase Open(string path)
    {
        SqliteConnection? connection = null;
        try
        {
            Create(path);
            connection = new(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                DefaultTimeout = BusySeconds,
                Pooling = false,
            }.ToString());
            connection.Open();
            var database = new SqliteDatabase(connection);
            database.Execute("pragma journal_mode = wal");
            database.Execute("pragma synchronous = full");
            // 64 MB: the leaf pages that a day of a few thousand meters writes to.
            database.Execute("pragma cache_size = -65536");
            // Deleted data, for instance after a withdrawal, is overwritten and not only unlinked.
            database.Execute("pragma secure_delete = on");
            database.Migrate(path);
            return database;
        }
        catch (StoreException)
        {
            connection?.Dispose();
            throw;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw new StoreException($"cannot open the store {path}: {e.Message}", e)
            {
                Problem = StoreProblem.CannotOpen,
            };
        }
    }

    /// <summary>Runs an action exclusively, in a transaction that holds the single write lock of the file.</summary>
    public T Write<T>(Func<T> action)
    {
        lock (_lock)
        {
            try
            {
                // Explicit statements: a prepared command outlives the transaction objects of the library.
                Execute("begin immediate");
                var result = action();
                Execute("commit");
                return result;
            }
            catch (SqliteException e)
            {
                throw new StoreException($"the store cannot be written: {e.Message}", e);
            }
            finally
            {
                RollBackIfOpen();
            }
        }
    }

    /// <summary>Runs an action exclusively, on a consistent snapshot of the file.</summary>
    public T Read<T>(Func<T> action)
    {
        lock (_lock)
        {
            try
            {
                Execute("begin");
                return action();
            }
            catch (SqliteException e)
            {
                throw new StoreException($"the store cannot be read: {e.Message}", e);
            }
            finally
            {
                RollBackIfOpen();
            }
        }
    }

    /// <summary>A statement, prepared once, with its parameters $1, $2… set to the values.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>A statement for a hot loop. It lives as long as the database.</summary>
    public RawStatement Prepare(string sql)
    {
        var statement = new RawStatement(_connection, sql);
        _raw.Add(statement);
        return statement;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var value = Command(sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        _raw.ForEach(statement => statement.Dispose());
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>After a commit there is nothing to roll back. After a failure everything is rolled back.</summary>
    void RollBackIfOpen()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute("rollback");
        }
    }

    /// <summary>
    /// Household data: only the owner may read the file (mode 0600, which SQLite also gives to -wal and -shm).
    /// </summary>
    static void Create(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (File.Exists(full))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Open(full, options).Dispose();
    }

    /// <summary>Applies the pending numbered scripts. The pragma user_version counts the applied ones.</summary>
    void Migrate(string path)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Sqlite.", StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        // Opening an up-to-date store does not wait for a process that is writing to it.
        if (Read(() => (long)Scalar("pragma user_version")!) == scripts.Count)
        {
            return;
        }

        Write(() =>
        {
            var applied = (long)Scalar("pragma user_version")!;
            if (applied > scripts.Count)
            {
                throw new StoreException(
                    $"{path} was created by a later version (schema {applied}, this one knows {scripts.Count})")
                {
                    Problem = StoreProblem.LaterVersion,
                };
            }

            for (var i = (int)applied; i < scripts.Count; i++)
            {
                using var stream = new StreamReader(assembly.GetManifestResourceStream(scripts[i])!);
                using var command = _connection.CreateCommand();
                command.CommandText = $"{stream.ReadToEnd()};\npragma user_version = {i + 1};";
                command.ExecuteNonQuery();
            }

            return 0;
        });
    }
}
