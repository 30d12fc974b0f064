using System.Net.Sockets;
using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>
/// Turns failures of the database or its connection into messages that say what to do. No message contains a value of
/// a row.
/// </summary>
static class StoreFailures
{
    const string IdleInTransactionTimeout = "25P03";

    /// <summary>Null when the exception is not a failure of the store.</summary>
    public static StoreException? Explain(Exception exception, ConnectionSettings settings) => exception switch
    {
        PostgresException e => Explain(e, settings),
        NpgsqlException { InnerException: SocketException socket } e => Away(
            $"no answer from {settings.DisplayName}: {socket.Message}; start the database, or correct its Host and Port", e),
        NpgsqlException { InnerException: TimeoutException } e => Away($"{settings.DisplayName} does not answer in time", e),
        NpgsqlException e when e.IsTransient || e.InnerException is IOException => Away(
            $"the connection to {settings.DisplayName} broke: {FirstLine(e)}", e),
        NpgsqlException e => new StoreException($"{settings.DisplayName}: {FirstLine(e)}", e),
        SocketException e => Away($"no answer from {settings.DisplayName}: {e.Message}", e),
        TimeoutException e => Away($"{settings.DisplayName} does not answer in time", e),
        _ => null,
    };

    static StoreException Explain(PostgresException e, ConnectionSettings settings) => e.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            Away($"{settings.DisplayName} is stopping or starting: {e.MessageText}", e),
        PostgresErrorCodes.TooManyConnections => Away(
            $"{settings.DisplayName} has no connection left: {e.MessageText}; raise max_connections", e),
        PostgresErrorCodes.DiskFull => Away($"the disk of {settings.DisplayName} is full: make room", e),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new StoreException(
                $"{settings.DisplayName} rejects the login: {e.MessageText}; check Username, "
                + "and the password in PGPASSWORD or ~/.pgpass", e),
        PostgresErrorCodes.InvalidCatalogName => new StoreException(
            $"{settings.DisplayName}: {e.MessageText}; create it first: createdb {settings.Database}", e),
        PostgresErrorCodes.InsufficientPrivilege => new StoreException(
            $"{settings.DisplayName}: {e.MessageText}; grant the login the role for it "
            + "(oya_ingest, oya_aggregate or oya_portal)", e),
        PostgresErrorCodes.UndefinedTable => new StoreException(
            $"{settings.DisplayName} has no tables of this program: {e.MessageText}", e)
        { Problem = StoreProblem.NeedsMigration },
        IdleInTransactionTimeout => Away($"{settings.DisplayName} ended an idle transaction of this program: {e.MessageText}", e),
        PostgresErrorCodes.ConfigurationLimitExceeded => new StoreException(
            $"{settings.DisplayName} rejects the statement: {e.MessageText}; raise that limit", e),
        _ when e.IsTransient => Away($"{settings.DisplayName}: {e.MessageText}", e),
        _ => new StoreException(
            $"{settings.DisplayName} rejects the statement: {e.MessageText} (SQLSTATE {e.SqlState})", e),
    };

    static StoreException Away(string message, Exception inner) => new(message, inner) { IsAway = true };

    static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].Trim();
}
