using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>What every store does with what is too old.</summary>
public abstract class RetentionStoreContract(StorePlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Readings_of_before_a_midnight_of_Paris_go_with_a_proof()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        // Every hour of three days; in UTC the midnight of Paris is at 23:00.
        await stores.Store(
            Enumerable.Range(0, 72).Select(i => Reading(At("2026-01-14").AddSeconds(i * 3600), 1000 + i)));

        Assert.Equal(24, await stores.Retention.PurgeAsync(RetainedData.Reading, Day("2026-01-15"), At("2026-02-19"), Token));
        Assert.Equal(0, await stores.Retention.PurgeAsync(RetainedData.Reading, Day("2026-01-15"), At("2026-02-20"), Token));
        Assert.Equal(48, place.DumpReadings().Count);
        Assert.Equal(
            At("2026-01-15"),
            (await stores.Readings.ReadAroundAsync(Meter, At("2026-01-14"), Token)).After!.Value.At);
        Assert.Equal(
            [new(At("2026-02-19"), RetainedData.Reading, Day("2026-01-15"), 24, "retention")],
            await stores.Retention.ListAsync(Token));
    }

    [Fact]
    public async Task Curves_and_energy_go_by_their_own_time()
    {
        using var stores = place.Open();
        var points = new CurvePoint[48];
        foreach (var day in new[] { "2026-01-14", "2026-01-15" })
        {
            await stores.Curves.SaveAsync(
                [
                    new(
                        new(CurveOwner.From(Point), Meter, Day(day), 1000, null, [new(1, 1000)], false, Quarantine.None),
                        new(CurveOwner.From(Point), Day(day), points, Quarantine.None), []),
                ],
                [], Token);
        }

        Assert.Equal(1, await stores.Retention.PurgeAsync(RetainedData.LoadCurve, Day("2026-01-15"), At("2028-01-15"), Token));
        Assert.Equal(["2026-01-15"], await Days(stores, async (owner, from, to) =>
            (await stores.Curves.ReadCurvesAsync(owner, from, to, Token)).Select(curve => curve.Day)));
        Assert.Equal(["2026-01-14", "2026-01-15"], await Days(stores, async (owner, from, to) =>
            (await stores.Curves.ReadDailyAsync(owner, from, to, Token)).Select(energy => energy.Day)));
        Assert.Equal(2, await stores.Retention.PurgeAsync(RetainedData.DailyEnergy, Day("2026-01-16"), At("2029-01-16"), Token));
        Assert.Null(await stores.Curves.SpanAsync(Token));
        Assert.Equal([RetainedData.LoadCurve, RetainedData.DailyEnergy],
            (await stores.Retention.ListAsync(Token)).Select(proof => proof.What));
    }

    static async Task<IEnumerable<string>> Days(
        Stores stores, Func<CurveOwner, ParisDay, ParisDay, Task<IEnumerable<ParisDay>>> read) =>
        (await read(CurveOwner.From(Point), Day("2026-01-01"), Day("2026-12-31"))).Select(day => day.ToString());
}
