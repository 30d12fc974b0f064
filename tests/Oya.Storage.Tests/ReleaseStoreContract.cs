using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>The contract of every release store.</summary>
public abstract class ReleaseStoreContract(StorePlace place) : IDisposable
{
    static readonly Prm Other = new(14500000000002);

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_batch_is_opened_once_and_numbered_without_gaps()
    {
        using var stores = place.Open();
        var first = await Open(stores, "2026-01-15");
        var again = await stores.Releases.OpenAsync(Day("2026-01-15"), "nightly", At("2026-02-01"), Token);
        var second = await Open(stores, "2026-01-14");

        Assert.Equal(("2026-01-15-nightly-0", 1, BatchState.Open), (first.Id, first.Sequence, first.State));
        Assert.Equal((first.Id, first.Sequence, first.ScheduledFor), (again.Id, again.Sequence, again.ScheduledFor));
        Assert.Equal(2, second.Sequence);
        Assert.Equal(
            [1, 2], (await stores.Releases.ListAsync(Day("2026-01-14"), Day("2026-01-16"), Token))
                .Select(b => b.Sequence));
        Assert.Equal(
            [2], (await stores.Releases.ListAsync(Day("2026-01-14"), Day("2026-01-15"), Token))
                .Select(b => b.Sequence));
        Assert.Null(await stores.Releases.FindAsync(Day("2026-01-13"), "nightly", Token));
    }

    [Fact]
    public async Task Candidates_are_the_usage_points_registered_on_the_day_with_their_curve()
    {
        using var stores = place.Open();
        await stores.Consents.ImportRegistryAsync(
        [
            Entry(), Entry("2026-01-15T23:59", meter: new(2), point: Other),
            Entry("2026-01-01", "2026-01-15", meter: new(3), point: new(3)),
                Entry("2026-01-16", meter: new(4), point: new(4)),
        ], _ => [], Token);
        await stores.Curves.SaveAsync([new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), [])], [], Token);

        var candidates = await stores.Releases.ListCandidatesAsync(Day("2026-01-15"), Token);
        Assert.Equal([Point, Other], candidates.Select(candidate => candidate.Consents.UsagePoint));
        Assert.Equal(500, candidates[0].Curve!.Points[0].Wh);
        Assert.Null(candidates[1].Curve);
    }

    [Fact]
    public async Task A_sealed_batch_keeps_its_decisions()
    {
        using var stores = place.Open();
        var batch = await Sealed(stores);
        var again = await stores.Releases.SealAsync(
            batch, At("2026-01-17"), _ => throw new InvalidOperationException("decided already"), Token);

        Assert.Equal((BatchState.Sealed, At("2026-01-16")), (again.State, again.SealedAt));
        Assert.Equal([new("odd", 1)], again.Withheld);
        var item = (await stores.Releases.ReadItemsAsync(again, Token)).Single();
        Assert.Equal((Point, 7, 47), (item.UsagePoint, item.CurveRevision, item.Released));
        Assert.Equal(
            Curve("2026-01-15", 500).Points.Select(point => (point.Wh, point.Iv, point.Ec)),
            item.Points.Select(point => (point.Wh, point.Iv, point.Ec)));
    }

    [Fact]
    public async Task A_seal_that_fails_leaves_the_batch_open()
    {
        using var stores = place.Open();
        await stores.Permit("2026-01-01");
        var batch = await Open(stores, "2026-01-15");
        await Assert.ThrowsAsync<InvalidOperationException>(() => stores.Releases.SealAsync(
            batch, At("2026-01-16"), _ => throw new InvalidOperationException("no"), Token));
        Assert.Equal(BatchState.Open, (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!.State);
    }

    [Fact]
    public async Task A_batch_advances_only_from_the_state_that_was_read()
    {
        using var stores = place.Open();
        var batch = await Sealed(stores);
        Assert.False(await stores.Releases.AdvanceAsync(batch, BatchState.Written, At("2026-01-16"), 2, Token));
        Assert.True(await stores.Releases.AdvanceAsync(batch, BatchState.Written, At("2026-01-16"), 1, Token));
        Assert.False(await stores.Releases.AdvanceAsync(batch, BatchState.Written, At("2026-01-16"), 1, Token));
        var written = (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!;
        Assert.True(await stores.Releases.AdvanceAsync(written, BatchState.Published, At("2026-01-16T00:02"), 1,
            Token));
        var published = (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!;
        Assert.Equal((BatchState.Published, At("2026-01-16T00:02")), (published.State, published.PublishedAt));
    }

    [Theory]
    [InlineData(BatchState.Sealed)]
    [InlineData(BatchState.Written)]
    public async Task A_withdrawal_removes_the_item_from_an_unpublished_batch(BatchState state)
    {
        using var stores = place.Open();
        var batch = await Sealed(stores);
        if (state == BatchState.Written)
        {
            await stores.Releases.AdvanceAsync(batch, BatchState.Written, At("2026-01-16"), 1, Token);
        }

        await Withdraw(stores);
        var after = (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!;
        Assert.Equal(BatchState.Sealed, after.State);
        Assert.Equal([new("odd", 1), new("withdrawn", 1)], after.Withheld);
        Assert.Empty(await stores.Releases.ReadItemsAsync(after, Token));
    }

    [Fact]
    public async Task A_withdrawal_that_leaves_the_day_permitted_keeps_its_item()
    {
        using var stores = place.Open();
        var batch = await Sealed(stores);
        await Withdraw(stores, new CollectionPermit(Point, At("2026-01-15"), null));
        Assert.Single(await stores.Releases.ReadItemsAsync(batch, Token));
        Assert.Equal([new("odd", 1)], (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!.Withheld);
    }

    [Fact]
    public async Task A_withdrawal_removes_its_half_hours_from_a_published_batch()
    {
        using var stores = place.Open();
        var batch = await Sealed(stores);
        await stores.Releases.AdvanceAsync(batch, BatchState.Written, At("2026-01-16"), 1, Token);
        batch = (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!;
        await stores.Releases.AdvanceAsync(batch, BatchState.Published, At("2026-01-16"), 1, Token);

        await Withdraw(stores, new CollectionPermit(Point, At("2026-01-15T12:00"), null));
        Assert.Equal(24, (await stores.Releases.ReadItemsAsync(batch, Token)).Single().Released);
        await Withdraw(stores);
        Assert.Empty(await stores.Releases.ReadItemsAsync(batch, Token));
        Assert.Equal(BatchState.Published, (await stores.Releases.FindAsync(batch.Day, "nightly", Token))!.State);
    }

    static Task<ReleaseBatch> Open(Stores stores, string day) =>
        stores.Releases.OpenAsync(Day(day), "nightly", Day(day).End, Token);

    /// <summary>A sealed batch with one item and one withheld usage point.</summary>
    static async Task<ReleaseBatch> Sealed(Stores stores)
    {
        await stores.Permit("2026-01-01");
        await stores.Consents.ImportRegistryAsync([Entry(meter: new(2), point: Other)], _ => [], Token);
        return await stores.Releases.SealAsync(
            await Open(stores, "2026-01-15"), At("2026-01-16"),
            candidate => candidate.Consents.UsagePoint == Point
                ? new(new(Point, 7, Curve("2026-01-15", 500).Points), "")
                : new(null, "odd"),
            Token);
    }

    static Task Withdraw(Stores stores, params CollectionPermit[] left) => stores.Consents.ChangeAsync(
        [Point], _ => new([Act(ConsentAct.Withdrawn, "2026-01-16T00:01")], left), Token);
}
