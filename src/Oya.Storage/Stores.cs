using Oya.Storage.Sqlite;
using Oya.Storage.Timescale;

namespace Oya.Storage;

/// <summary>The stores of one database or file, opened together.</summary>
/// <param name="Readings">Readings.</param>
/// <param name="Curves">Curves and daily energy.</param>
/// <param name="Consents">Registry, ledger and permits.</param>
/// <param name="Releases">Batches.</param>
/// <param name="Retention">The removal of expired data.</param>
public sealed record Stores(
    IReadingStore Readings, ICurveStore Curves, IConsentStore Consents, IReleaseStore Releases,
    IRetentionStore Retention) : IDisposable
{
    IDisposable? _database;

    /// <summary>Opens the store at a path, which is created if missing, or of a PostgreSQL connection string.</summary>
    /// <exception cref="StoreException">
    /// The store cannot be opened, or its schema is not that of this version.
    /// </exception>
    public static Stores Open(string store)
    {
        if (ConnectionSettings.IsConnectionString(store))
        {
            return OpenDatabase(store);
        }

        var database = SqliteDatabase.Open(store);
        return new(
            new SqliteReadingStore(database), new SqliteCurveStore(database),
            new SqliteConsentStore(database), new SqliteReleaseStore(database),
            new SqliteRetentionStore(database))
        {
            _database = database,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _database?.Dispose();

    static Stores OpenDatabase(string connectionString)
    {
        var database = new TimescaleDatabase(connectionString);
        try
        {
            new Schema(database).CheckAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            database.Dispose();
            throw;
        }

        return new(
            new TimescaleReadingStore(database), new TimescaleCurveStore(database),
            new TimescaleConsentStore(database), new TimescaleReleaseStore(database),
            new TimescaleRetentionStore(database))
        {
            _database = database,
        };
    }
}
