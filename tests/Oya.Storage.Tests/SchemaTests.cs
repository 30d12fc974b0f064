using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>The creation and the checks of a PostgreSQL schema.</summary>
public class SchemaTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_schema_is_created_once_by_concurrent_migrations(bool timescale)
    {
        using var place = TestDatabase.Rent(timescale);
        var status = await StoreSchema.StatusAsync(place.ConnectionString, Token);

        Assert.Empty(status.Pending);
        Assert.Contains("001_schema", status.Applied);
        Assert.Equal(timescale, status.Timescale is not null);
        Assert.Empty(await StoreSchema.MigrateAsync(place.ConnectionString, timescale, Token));
        Assert.Equal(
            timescale ? ["daily_energy", "load_curve", "reading"] : [],
            timescale ? place.Rows("select hypertable_name from timescaledb_information.hypertables order by 1") : []);
    }

    [Fact]
    public async Task A_script_that_was_changed_after_it_was_applied_is_rejected()
    {
        using var place = TestDatabase.Rent(timescale: false);
        var hash = place.Rows("select sha256 from schema_version where version = 1")[0];
        place.Execute("update schema_version set sha256 = 'other' where version = 1");
        try
        {
            var error = await Assert.ThrowsAsync<StoreException>(
                () => StoreSchema.StatusAsync(place.ConnectionString, Token));
            Assert.Contains("a different 001_schema", error.Message);
        }
        finally
        {
            place.Execute($"update schema_version set sha256 = '{hash}' where version = 1");
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=anne;Password=secret;Database=oya;Timeout=2",
        "no answer from PostgreSQL 127.0.0.1:1/oya")]
    [InlineData("postgresql://anne:secret@127.0.0.1:1/oya?Timeout=2", "no answer from PostgreSQL 127.0.0.1:1/oya")]
    [InlineData("Hots=127.0.0.1;Password=secret", "neither a path nor a connection string")]
    [InlineData("Database=oya;Password=secret", "names no server")]
    public async Task An_unreachable_database_is_reported_without_its_password(string store, string what)
    {
        var failure = await Assert.ThrowsAsync<StoreException>(() => StoreSchema.StatusAsync(store, Token));

        Assert.Contains(what, failure.Message);
        Assert.DoesNotContain("secret", failure.ToString());
    }
}
