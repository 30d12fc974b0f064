using Oya.Storage.Sqlite;

namespace Oya.Storage;

/// <summary>The four stores of one place, opened together.</summary>
/// <param name="Readings">Readings.</param>
/// <param name="Curves">Curves and daily energy.</param>
/// <param name="Consents">Registry, ledger and permits.</param>
/// <param name="Releases">Batches.</param>
public sealed record Stores(
    IReadingStore Readings, ICurveStore Curves, IConsentStore Consents, IReleaseStore Releases) : IDisposable
{
    IDisposable? _database;

    /// <summary>Opens the store of a path, made when it is not there.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static Stores Open(string store)
    {
        if (IsPostgres(store))
        {
            throw new StoreException(
                "the store is a PostgreSQL connection string, and this version keeps one SQLite file only; "
                + "give --store a path, for example --store oya.db");
        }

        var database = SqliteDatabase.Open(store);
        return new(
            new SqliteReadingStore(database), new SqliteCurveStore(database),
            new SqliteConsentStore(database), new SqliteReleaseStore(database))
        {
            _database = database,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _database?.Dispose();

    // A path may have an equals sign, a connection string always does. It is never printed: it may hold a password.
    static bool IsPostgres(string store) =>
        store.Contains("://", StringComparison.Ordinal)
        || (store.Contains('=', StringComparison.Ordinal) && !File.Exists(store));
}
