using Oya.Storage.Timescale;

namespace Oya.Storage;

/// <summary>The schema of a PostgreSQL store, which whoever runs the database brings up to date; a file does it itself.</summary>
public static class StoreSchema
{
    /// <summary>Whether a store is a PostgreSQL database, by its connection string.</summary>
    public static bool IsDatabase(string store) => ConnectionSettings.IsMeant(store);

    /// <summary>Names a store for a person: its path, or server and database without login and password.</summary>
    /// <exception cref="StoreException">It is neither a path nor a connection string.</exception>
    public static string Describe(string store) => IsDatabase(store) ? ConnectionSettings.Parse(store).Where : store;

    /// <summary>Where the schema stands.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static async Task<SchemaStatus> StatusAsync(string store, CancellationToken cancellationToken)
    {
        using var database = new TimescaleDatabase(store);
        return await new Schema(database).StatusAsync(cancellationToken);
    }

    /// <summary>Applies what the database has not seen, in order, each script whole or not at all.</summary>
    /// <param name="store">A connection string, of a login that may make tables and roles.</param>
    /// <param name="useTimescale">False: plain tables, even where TimescaleDB could be had.</param>
    /// <param name="cancellationToken">Stops between two scripts.</param>
    /// <returns>Names of the scripts applied.</returns>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        string store, bool useTimescale, CancellationToken cancellationToken)
    {
        using var database = new TimescaleDatabase(store);
        return await new Schema(database).MigrateAsync(useTimescale, cancellationToken);
    }
}
