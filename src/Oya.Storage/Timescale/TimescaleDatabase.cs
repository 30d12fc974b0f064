using System.Data;
using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>
/// A PostgreSQL database, with or without TimescaleDB. There are three ways to use it: reading a consistent snapshot,
/// writing in parallel with other writers, and writing exclusively.
/// </summary>
/// <remarks>
/// The consent lock separates the two ways of writing. A transaction that stores readings, curves or a release holds
/// it shared. A transaction that changes registry, ledger or permits holds it exclusively, so no row is added behind
/// its deletions.
/// </remarks>
sealed class TimescaleDatabase : IDisposable
{
    // Any number will do as long as it is the same everywhere. Advisory locks are local to a database.
    const long ConsentLock = 0x6F79612D6D657465;

    // In a deadlock the server lets one of the transactions fail.
    const int MaxAttempts = 10;

    readonly NpgsqlDataSource _source;

    public TimescaleDatabase(string connectionString)
    {
        Settings = ConnectionSettings.Parse(connectionString);
        _source = NpgsqlDataSource.Create(Settings.ConnectionString);
    }

    /// <summary>The settings without the password, safe to print.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>Runs an action on a consistent snapshot of the database.</summary>
    public Task<T> ReadAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.RepeatableRead, null, action, cancellationToken);

    /// <summary>Runs a single statement. It sees a consistent snapshot by itself and takes one round trip.</summary>
    public async Task<List<T>> QueryAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await new PgTransaction(connection, null, cancellationToken).QueryAsync(sql, read, values);
        }
        catch (Exception e) when (StoreFailures.Explain(e, Settings) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Runs an action in parallel with other writers, while consents do not change.</summary>
    public Task<T> SharedAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, LockStatement(exclusive: false), action, cancellationToken);

    /// <summary>
    /// Runs an action exclusively: no other transaction stores at the same time, and writers discard their caches
    /// afterwards.
    /// </summary>
    public Task<T> ExclusiveAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(
            IsolationLevel.ReadCommitted, LockStatement(exclusive: true),
            async transaction =>
            {
                await transaction.ExecuteAsync("update writer_state set version = version + 1");
                return await action(transaction);
            }, cancellationToken);

    /// <summary>Runs a transaction that takes the lock itself, with its first statements.</summary>
    public Task<T> RunAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, null, action, cancellationToken);

    /// <summary>The statement that takes the consent lock, shared or exclusively, until the transaction ends.</summary>
    public static string LockStatement(bool exclusive) =>
        exclusive
            ? $"select pg_advisory_xact_lock({ConsentLock})"
            : $"select pg_advisory_xact_lock_shared({ConsentLock})";

    /// <summary>A connection without a transaction, for the schema.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public void Dispose() => _source.Dispose();

    async Task<T> RunAsync<T>(
        IsolationLevel isolation, string? lockStatement, Func<PgTransaction, Task<T>> action,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(isolation, lockStatement, action, cancellationToken);
            }
            catch (PostgresException e) when (attempt < MaxAttempts && e.SqlState is
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // The transaction was rolled back and is tried again.
            }
            catch (Exception e) when (StoreFailures.Explain(e, Settings) is { } failure)
            {
                throw failure;
            }
        }
    }

    async Task<T> TryAsync<T>(
        IsolationLevel isolation, string? lockStatement, Func<PgTransaction, Task<T>> action,
        CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
        var work = new PgTransaction(connection, transaction, cancellationToken);
        if (lockStatement is not null)
        {
            await work.ExecuteAsync(lockStatement);
        }

        var result = await action(work);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
