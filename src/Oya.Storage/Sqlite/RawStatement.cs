using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Oya.Storage.Sqlite;

/// <summary>
/// A statement with parameters bound by position, for the statement that runs a million times. Microsoft.Data.Sqlite
/// looks up parameters by name at every execution, which costs more than the insertion.
/// </summary>
sealed class RawStatement : IDisposable
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;
    int _next = 1;

    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        var result = raw.sqlite3_prepare_v2(_database, sql, out _statement);
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    /// <summary>Binds the next parameter.</summary>
    public void Bind(long? value)
    {
        var result = value is { } number
            ? raw.sqlite3_bind_int64(_statement, _next++, number)
            : raw.sqlite3_bind_null(_statement, _next++);
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    /// <summary>Runs the statement with the bound values, and returns the number of changed rows.</summary>
    public int Run()
    {
        _next = 1;
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();
}
