using Oya.Teleinfo;

namespace Oya.Storage.Tests;

/// <summary>A PostgreSQL database for one test, with TimescaleDB or with plain tables.</summary>
public sealed class PostgresPlace(bool timescale) : StorePlace
{
    readonly TestDatabase _database = TestDatabase.Rent(timescale);

    public string ConnectionString => _database.ConnectionString;

    public override Stores Open() => Stores.Open(ConnectionString);

    // Instants as seconds and booleans as 0 and 1, as in SQLite.
    public override IReadOnlyList<string> DumpReadings() => Rows(
        $"select m.address, {string.Join(", ", ReadingColumn.All.Select(Text))}, r.permitted::integer "
        + "from reading r join meter m using (meter_id) order by m.address, r.at");

    /// <summary>The rows of a query, with comma-separated columns.</summary>
    public IReadOnlyList<string> Rows(string sql) => _database.Rows(sql);

    protected override void Dispose(bool disposing) => _database.Dispose();

    static string Text(ReadingColumn column) =>
        column.IsInstant ? $"extract(epoch from r.{column.Name})::bigint" : $"r.{column.Name}";
}
