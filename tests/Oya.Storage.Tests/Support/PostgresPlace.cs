namespace Oya.Storage.Tests;

/// <summary>A PostgreSQL database for one test, with TimescaleDB or with plain tables.</summary>
public sealed class PostgresPlace(bool timescale) : StorePlace
{
    readonly TestDatabase _database = TestDatabase.Rent(timescale);

    public string ConnectionString => _database.ConnectionString;

    public override Stores Open() => Stores.Open(ConnectionString);

    // Instants as seconds and booleans as 0 and 1, as in SQLite.
    public override IReadOnlyList<string> DumpReadings() => Rows(
        "select m.address, extract(epoch from r.at)::bigint, r.permitted::integer, "
        + "extract(epoch from r.received_at)::bigint, r.source, r.clock, r.mode, r.prm, r.drawn_wh, r.injected_wh, "
        + "r.f1, r.f2, r.f10, r.d1, r.d4, r.register, r.drawn_va, r.injected_va, r.a1, r.a3, r.v1, r.v3, r.status, "
        + "extract(epoch from r.cc_end)::bigint, r.cc_w, extract(epoch from r.cc1_end)::bigint, r.cc1_w "
        + "from reading r join meter m using (meter_id) order by 1, 2");

    /// <summary>The rows of a query, with comma-separated columns.</summary>
    public IReadOnlyList<string> Rows(string sql) => _database.Rows(sql);

    protected override void Dispose(bool disposing) => _database.Dispose();
}
