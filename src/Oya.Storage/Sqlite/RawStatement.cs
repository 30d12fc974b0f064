using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Oya.Storage.Sqlite;

/// <summary>
/// A statement bound by position, for the one place that runs it a million times: the library's parameters are looked up
/// by name on every run, which costs more than the insertion.
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

    /// <summary>Gives the next parameter its value.</summary>
    public void Bind(long? value)
    {
        var result = value is { } number
            ? raw.sqlite3_bind_int64(_statement, _next++, number)
            : raw.sqlite3_bind_null(_statement, _next++);
        SqliteException.ThrowExceptionForRC(result, _database);
    }

    /// <summary>Runs with the values bound since the last run, and says how many rows it changed.</summary>
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
