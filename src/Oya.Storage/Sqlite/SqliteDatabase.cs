using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Oya.Storage.Sqlite;

/// <summary>
/// One SQLite file and one connection to it, used by one caller at a time. WAL, so that a look at the curves does not
/// wait for a replay in another process; synchronous FULL, because what is acknowledged must outlive a power cut.
/// </summary>
sealed class SqliteDatabase : IDisposable
{
    // How long a second process waits for the first one's transaction. A batch takes well under a second.
    const int BusySeconds = 60;

    readonly SqliteConnection _connection;
    readonly Lock _gate = new();
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
            // 64 MB: the leaves that a day of a few thousand meters writes to.
            database.Execute("pragma cache_size = -65536");
            // What a withdrawal removes is overwritten, not only unlinked.
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

    /// <summary>Runs an action alone, in a transaction that holds the only write lock of the file.</summary>
    public T Write<T>(Func<T> action)
    {
        lock (_gate)
        {
            try
            {
                // By hand: a prepared command outlives the transaction objects of the library.
                Execute("begin immediate");
                var result = action();
                Execute("commit");
                return result;
            }
            catch (SqliteException e)
            {
                throw new StoreException($"the store refused to write: {e.Message}", e);
            }
            finally
            {
                RollBackWhatIsOpen();
            }
        }
    }

    /// <summary>Runs an action alone, on one state of the file.</summary>
    public T Read<T>(Func<T> action)
    {
        lock (_gate)
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
                RollBackWhatIsOpen();
            }
        }
    }

    /// <summary>A statement, prepared once, its parameters $1, $2… set to the values.</summary>
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

    /// <summary>A statement for a hot loop; it lives as long as the database.</summary>
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

    /// <summary>After a commit there is nothing to roll back; after anything else nothing of it stays.</summary>
    void RollBackWhatIsOpen()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute("rollback");
        }
    }

    /// <summary>Household data: nobody but its owner reads the file (mode 0600, kept by SQLite for -wal and -shm).</summary>
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

    /// <summary>Applies the numbered scripts that the file has not seen; user_version counts them.</summary>
    void Migrate(string path)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Sqlite.", StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        // To look at a store that is up to date nobody waits for the one who is writing to it.
        if (Read(() => (long)Scalar("pragma user_version")!) == scripts.Count)
        {
            return;
        }

        Write(() =>
        {
            var seen = (long)Scalar("pragma user_version")!;
            if (seen > scripts.Count)
            {
                throw new StoreException(
                    $"{path} was made by a later version (schema {seen}, this one knows {scripts.Count})")
                {
                    Problem = StoreProblem.LaterVersion,
                };
            }

            for (var i = (int)seen; i < scripts.Count; i++)
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
