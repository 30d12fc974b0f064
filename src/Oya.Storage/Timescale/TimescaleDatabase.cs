using System.Data;
using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>
/// One PostgreSQL database, with TimescaleDB or without, and the three ways to work in it: reading one state of it, beside
/// other writers, and alone.
/// </summary>
/// <remarks>
/// The lock that parts the last two is the consent lock: whoever stores readings, curves or a release holds it shared;
/// whoever changes registry, ledger or permits holds it alone, and no row slips in behind what that removes.
/// </remarks>
sealed class TimescaleDatabase : IDisposable
{
    // Any number, as long as it is the same one everywhere: locks are of one database.
    const long ConsentLock = 0x6F79612D6D657465;

    // Transactions that wait for each other in a circle are broken up by the server, which chooses one to fail.
    const int Attempts = 10;

    readonly NpgsqlDataSource _source;

    public TimescaleDatabase(string connectionString)
    {
        Settings = ConnectionSettings.Parse(connectionString);
        _source = NpgsqlDataSource.Create(Settings.ConnectionString);
    }

    /// <summary>Without the password: what may be printed.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>On one state of the database.</summary>
    public Task<T> ReadAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.RepeatableRead, null, action, cancellationToken);

    /// <summary>A single statement, which sees one state of the database by itself: one round trip.</summary>
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

    /// <summary>Beside others who store, while consents stand still.</summary>
    public Task<T> ShareAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, LockStatement(alone: false), action, cancellationToken);

    /// <summary>Alone: nobody stores meanwhile, and whoever stores afterwards forgets what it remembered.</summary>
    public Task<T> AloneAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(
            IsolationLevel.ReadCommitted, LockStatement(alone: true),
            async transaction =>
            {
                await transaction.ExecuteAsync("update writer_state set version = version + 1");
                return await action(transaction);
            }, cancellationToken);

    /// <summary>A transaction that takes the lock itself, with its first statements.</summary>
    public Task<T> RunAsync<T>(Func<PgTransaction, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, null, action, cancellationToken);

    /// <summary>The statement that takes the consent lock, shared or alone, until the transaction ends.</summary>
    public static string LockStatement(bool alone) =>
        alone ? $"select pg_advisory_xact_lock({ConsentLock})" : $"select pg_advisory_xact_lock_shared({ConsentLock})";

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
            catch (PostgresException e) when (attempt < Attempts && e.SqlState is
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // Nothing of it was kept: again.
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
