using Npgsql;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>What the roles of the database let whoever has them do, past any program.</summary>
public sealed class PostgresRoleTests : IDisposable
{
    const string Denied = "42501";

    readonly PostgresPlace _place = new(timescale: true);

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("oya_ingest", "select from load_curve")]
    [InlineData("oya_ingest", "select from curve_point")]
    [InlineData("oya_ingest", "select from daily_energy")]
    [InlineData("oya_ingest", "select from consent_event")]
    [InlineData("oya_ingest", "select from release_item")]
    [InlineData("oya_ingest", "update collection_permit set to_at = null")]
    [InlineData("oya_ingest", "update registry set holder = ''")]
    [InlineData("oya_aggregate", "update consent_event set at = now()")]
    [InlineData("oya_aggregate", "delete from consent_event")]
    [InlineData("oya_aggregate", "truncate consent_event")]
    [InlineData("oya_aggregate", "delete from release_item")]
    [InlineData("oya_aggregate", "insert into reading (meter_id, at) values (1, now())")]
    [InlineData("oya_portal", "select from reading")]
    [InlineData("oya_portal", "select from load_curve")]
    [InlineData("oya_portal", "select from curve_point")]
    [InlineData("oya_portal", "select from release_item")]
    [InlineData("oya_portal", "select from registry")]
    [InlineData("oya_portal", "select from consent_event")]
    [InlineData("oya_portal", "insert into consent_event (sequence) values (1)")]
    public void What_a_role_has_no_business_with_is_refused(string role, string sql) =>
        Assert.Equal(Denied, Assert.Throws<PostgresException>(() => As(role, sql)).SqlState);

    [Fact]
    public async Task Whoever_ingests_stores_readings_by_the_permits()
    {
        using (var stores = _place.Open())
        {
            await stores.Permit("2026-01-01");
        }

        using var ingest = Stores.Open($"{_place.ConnectionString};Options=-c role=oya_ingest");
        var partition = new LogPartition("oya.readings", 0);
        var result = await ingest.Readings.StoreAsync(
            Enumerable.Range(0, 24)
                .Select(hour => Reading(At("2026-01-15").AddSeconds(hour * 3600), 1000 + hour)).ToArray(),
            new(partition, 0, 24), Token);

        Assert.Equal(new(24, 0, 0, 0, 0), result);
        Assert.Equal(24, await ingest.Readings.ReadOffsetAsync(partition, Token));
        await ingest.Readings.SkipAsync(new(partition, 24, 30), At("2026-01-16"), Token);
        var refused = await Assert.ThrowsAsync<StoreException>(() => ingest.Consents.ReadAsync(Point, Token));
        Assert.Contains("grant the login the role", refused.Message);
    }

    [Fact]
    public async Task Whoever_aggregates_does_all_from_the_registry_to_the_release()
    {
        using (var stores = _place.Open())
        {
            await stores.Permit("2026-01-01");
            await stores.Store(Reading("2026-01-15T12:00", 1000), Reading("2026-01-15T12:30", 1001),
                Reading("2026-01-15T13:00", 1002));
        }

        using var aggregate = Stores.Open($"{_place.ConnectionString};Options=-c role=oya_aggregate");
        await PublishAsync(aggregate);
        await aggregate.Consents.ImportRegistryAsync([Entry(holder: "bela")], _ => [], Token);
        await aggregate.Consents.ChangeAsync([Point], _ => new([Act(ConsentAct.Withdrawn, "2026-01-16")], []), Token);

        Assert.Equal(2, _place.DumpReadings().Count);
        Assert.Equal("1", Assert.Single(_place.Rows("select count(*) from consent_event")));
    }

    [Fact]
    public async Task A_customers_space_sees_what_was_published_of_its_usage_point_and_of_no_other()
    {
        using var stores = _place.Open();
        await stores.Permit("2026-01-01");
        await PublishAsync(stores);

        const string Count = "select count(*) from released_point";
        Assert.Equal("47", As("oya_portal", Count, Point.ToDigits()));
        Assert.Equal("0", As("oya_portal", Count));
        Assert.Equal("0", As("oya_portal", Count, "14500000000002"));
        Assert.Equal("0", As("oya_portal", $"{Count} where usage_point = {Point.Value}", "14500000000002"));
        await stores.SetPermits(Point);
        await stores.Consents.ChangeAsync([Point], _ => new([Act(ConsentAct.Withdrawn, "2026-01-16")], []), Token);
        Assert.Equal("0", As("oya_portal", Count, Point.ToDigits()));
    }

    [Theory]
    [InlineData("update consent_event set at = now()")]
    [InlineData("delete from consent_event")]
    [InlineData("truncate consent_event")]
    public async Task The_ledger_is_only_ever_added_to_even_by_its_owner(string tamper)
    {
        using var stores = _place.Open();
        await stores.Consents.ChangeAsync([Point], _ => new([Act(ConsentAct.Activated, "2026-01-10")], []), Token);

        Assert.Contains("only ever added to", Assert.Throws<PostgresException>(() => _place.Rows(tamper)).Message);
        Assert.Equal(["1"], _place.Rows("select count(*) from consent_event"));
    }

    static async Task PublishAsync(Stores stores)
    {
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        await stores.Curves.SaveAsync([new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), marks)], marks, Token);
        var batch = await stores.Releases.OpenAsync(Day("2026-01-15"), "nightly", At("2026-01-16"), Token);
        batch = await stores.Releases.SealAsync(
            batch, At("2026-01-16"), candidate => new(new(Point, 0, candidate.Curve!.Points), ""), Token);
        foreach (var state in (BatchState[])[BatchState.Written, BatchState.Published])
        {
            Assert.True(await stores.Releases.AdvanceAsync(batch, state, At("2026-01-16"), 1, Token));
            batch = (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!;
        }
    }

    /// <summary>The first value of a query by somebody with a role, in a request about a usage point.</summary>
    string? As(string role, string sql, string? usagePoint = null)
    {
        using var connection = new NpgsqlConnection(_place.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"set role {role}";
        command.ExecuteNonQuery();
        if (usagePoint is not null)
        {
            command.CommandText = $"select set_config('oya.usage_point', '{usagePoint}', false)";
            command.ExecuteNonQuery();
        }

        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar());
    }
}
