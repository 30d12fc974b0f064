using System.Net.Sockets;
using Npgsql;

namespace Oya.Storage.Timescale;

/// <summary>What the database or the way to it says, as a sentence with what to do; never with a value of a row in it.</summary>
static class StoreFailures
{
    const string IdleInTransactionTimeout = "25P03";

    /// <summary>Null for what is no failure of the store.</summary>
    public static StoreException? Explain(Exception exception, ConnectionSettings settings) => exception switch
    {
        PostgresException e => Explain(e, settings),
        NpgsqlException { InnerException: SocketException socket } e => Away(
            $"no answer from {settings.Where}: {socket.Message}; start the database, or mend its Host and Port", e),
        NpgsqlException { InnerException: TimeoutException } e => Away($"{settings.Where} does not answer in time", e),
        NpgsqlException e when e.IsTransient || e.InnerException is IOException => Away(
            $"the connection to {settings.Where} broke: {FirstLine(e)}", e),
        NpgsqlException e => new StoreException($"{settings.Where}: {FirstLine(e)}", e),
        SocketException e => Away($"no answer from {settings.Where}: {e.Message}", e),
        TimeoutException e => Away($"{settings.Where} does not answer in time", e),
        _ => null,
    };

    static StoreException Explain(PostgresException e, ConnectionSettings settings) => e.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            Away($"{settings.Where} is stopping or starting: {e.MessageText}", e),
        PostgresErrorCodes.TooManyConnections => Away(
            $"{settings.Where} has no connection left: {e.MessageText}; raise max_connections", e),
        PostgresErrorCodes.DiskFull => Away($"the disk of {settings.Where} is full: make room", e),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new StoreException(
            $"{settings.Where} refuses the login: {e.MessageText}; mend Username, and the password in PGPASSWORD or ~/.pgpass", e),
        PostgresErrorCodes.InvalidCatalogName => new StoreException(
            $"{settings.Where}: {e.MessageText}; make it first: createdb {settings.Database}", e),
        PostgresErrorCodes.InsufficientPrivilege => new StoreException(
            $"{settings.Where}: {e.MessageText}; grant the login the role for it (oya_ingest, oya_aggregate or oya_portal)", e),
        PostgresErrorCodes.UndefinedTable => new StoreException(
            $"{settings.Where} has no tables of this program: {e.MessageText}", e) { Problem = StoreProblem.NeedsMigration },
        IdleInTransactionTimeout => Away($"{settings.Where} gave up waiting for this program: {e.MessageText}", e),
        PostgresErrorCodes.ConfigurationLimitExceeded => new StoreException(
            $"{settings.Where} refused: {e.MessageText}; raise that limit", e),
        _ when e.IsTransient => Away($"{settings.Where}: {e.MessageText}", e),
        _ => new StoreException($"{settings.Where} refused: {e.MessageText} (SQLSTATE {e.SqlState})", e),
    };

    static StoreException Away(string message, Exception inner) => new(message, inner) { IsAway = true };

    static string FirstLine(Exception e) => e.Message.Split('\n', 2)[0].Trim();
}
