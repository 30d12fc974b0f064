namespace Oya.Load.Tests;

/// <summary>A comparison that finds nothing proves nothing unless it finds what is there.</summary>
public sealed class DifferenceTests : IDisposable
{
    readonly TestDatabase _expected = TestDatabase.Rent(timescale: true), _actual = TestDatabase.Rent(timescale: true);

    public DifferenceTests()
    {
        // The other one has met the meters in another order.
        _expected.Execute("insert into meter values (1, 42161000001), (2, 42161000002)");
        _actual.Execute("insert into meter values (2, 42161000001), (1, 42161000002)");
        _expected.Execute(Insert("1"));
        _actual.Execute(Insert("3 - 1"));
        _expected.Execute(Insert("2"));
        _actual.Execute(Insert("3 - 2"));
    }

    public void Dispose()
    {
        _expected.Dispose();
        _actual.Dispose();
    }

    [Theory]
    [InlineData("select 1", 0, 0, 0)]
    [InlineData("delete from reading where meter_id = 2 and at = '2026-01-15T00:05:00Z'", 1, 0, 0)]
    [InlineData("delete from reading where meter_id = 1", 10, 0, 0)]
    [InlineData("update reading set at = at + interval '1 second' where at = '2026-01-15T00:05:00Z'", 2, 2, 0)]
    [InlineData("update reading set drawn_wh = drawn_wh + 1 where at > '2026-01-15T00:08:00Z'", 0, 0, 4)]
    [InlineData("update reading set permitted = false where meter_id = 1", 0, 0, 10)]
    [InlineData("update meter set address = address + 7 where meter_id = 2", 10, 10, 0)]
    public async Task What_is_lost_too_many_or_other_is_counted(string harm, long lost, long tooMany, long other)
    {
        _actual.Execute(harm);
        var difference = await Difference.FromAsync(
            ComparedTable.Readings, From(_expected), From(_actual), TestContext.Current.CancellationToken);
        Assert.Equal((20, lost, tooMany, other),
            (difference.Rows, difference.Lost, difference.TooMany, difference.Other));
        Assert.Equal(lost + tooMany + other > 0, difference.First is not null);
    }

    static string Insert(string meter) =>
        "insert into reading (meter_id, at, received_at, drawn_wh, source, clock, mode, register, permitted) "
        + $"select {meter}, t, t, 1000 + n, 0, 0, 0, 1, true from generate_series(1, 10) as n, "
        + "lateral (select timestamptz '2026-01-15T00:00:00Z' + n * interval '1 minute') as at (t)";

    static Database From(TestDatabase database)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString);
        return new(settings.ConnectionString, settings.Database!);
    }
}
