using Oya.Storage.Timescale;

namespace Oya.Storage;

/// <summary>
/// The schema of a PostgreSQL store, which the administrator of the database updates. A SQLite file updates itself.
/// </summary>
public static class StoreSchema
{
    /// <summary>Whether a store is a PostgreSQL database, by its connection string.</summary>
    public static bool IsDatabase(string store) => ConnectionSettings.IsConnectionString(store);

    /// <summary>The display name of a store: its path, or server and database without login and password.</summary>
    /// <exception cref="StoreException">The text is neither a path nor a connection string.</exception>
    public static string Describe(string store) =>
        IsDatabase(store) ? ConnectionSettings.Parse(store).DisplayName : store;

    /// <summary>The state of the schema.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static async Task<SchemaStatus> StatusAsync(string store, CancellationToken cancellationToken)
    {
        using var database = new TimescaleDatabase(store);
        return await new Schema(database).StatusAsync(cancellationToken);
    }

    /// <summary>Applies the pending scripts in order, each completely or not at all.</summary>
    /// <param name="store">A connection string of a login that may create tables and roles.</param>
    /// <param name="useTimescale">False creates plain tables, even when TimescaleDB is available.</param>
    /// <param name="cancellationToken">Stops between two scripts.</param>
    /// <returns>The names of the applied scripts.</returns>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        string store, bool useTimescale, CancellationToken cancellationToken)
    {
        using var database = new TimescaleDatabase(store);
        return await new Schema(database).MigrateAsync(useTimescale, cancellationToken);
    }
}
