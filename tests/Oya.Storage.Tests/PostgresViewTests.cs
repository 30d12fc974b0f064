using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>The view of curves as points, for queries by time.</summary>
public sealed class PostgresViewTests : IDisposable
{
    readonly PostgresPlace _place = new(timescale: true);

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("2026-01-15", 48)]
    [InlineData("2026-03-29", 46)]
    [InlineData("2026-10-25", 50)]
    public async Task Each_half_hour_of_a_day_is_a_row_with_its_own_time(string day, int count)
    {
        using var stores = _place.Open();
        await stores.Curves.SaveAsync([new(Daily(day, 1), Curve(day, 500), [])], [], Token);

        Assert.Equal(
            Day(day).HalfHours.Select((half, i) =>
                $"{half.Start.UnixSeconds},{half.End.UnixSeconds},{(i == 3 ? "," : $"{2 * (500 + i)},{500 + i}")}"),
            _place.Rows(
                "select extract(epoch from start)::bigint, extract(epoch from \"end\")::bigint, w, wh from curve_point "
                + "order by start"));
        Assert.Equal([$"{count}"], _place.Rows("select count(distinct start) from curve_point"));
    }
}
