using Oya.Storage.Sqlite;
using Oya.Storage.Timescale;

namespace Oya.Storage;

/// <summary>The stores of one place, opened together.</summary>
/// <param name="Readings">Readings.</param>
/// <param name="Curves">Curves and daily energy.</param>
/// <param name="Consents">Registry, ledger and permits.</param>
/// <param name="Releases">Batches.</param>
/// <param name="Retention">What goes when its time is over.</param>
public sealed record Stores(
    IReadingStore Readings, ICurveStore Curves, IConsentStore Consents, IReleaseStore Releases,
    IRetentionStore Retention) : IDisposable
{
    IDisposable? _database;

    /// <summary>Opens the store of a path, made when it is not there, or of a PostgreSQL connection string.</summary>
    /// <exception cref="StoreException">It cannot be opened, or its schema is not that of this version.</exception>
    public static Stores Open(string store)
    {
        if (ConnectionSettings.IsMeant(store))
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
