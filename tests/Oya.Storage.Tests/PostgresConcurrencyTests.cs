using System.Collections.Concurrent;
using Oya.Teleinfo;
using static Oya.Storage.Tests.Sample;

namespace Oya.Storage.Tests;

/// <summary>What happens when several work on one database at once.</summary>
public sealed class PostgresConcurrencyTests : IDisposable
{
    readonly PostgresPlace _place = new(timescale: true);

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_withdrawal_waits_for_a_batch_that_is_being_sealed_and_leaves_nothing_of_it()
    {
        using var sealing = _place.Open();
        using var other = _place.Open();
        await sealing.Permit("2026-01-01");
        var batch = await sealing.Releases.OpenAsync(Day("2026-01-15"), "nightly", At("2026-01-16"), Token);
        using var decided = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var seal = Task.Run(
            () => sealing.Releases.SealAsync(
                batch, At("2026-01-16"),
                _ =>
                {
                    decided.Release();
                    goOn.Wait(Token);
                    return new(new(Point, 0, Curve("2026-01-15", 500).Points), "");
                }, Token), Token);
        await decided.WaitAsync(Token);
        var withdrawal = Withdraw(other);
        await Task.Delay(300, Token);
        Assert.False(withdrawal.IsCompleted);
        goOn.Release();
        await seal;
        await withdrawal;

        var after = (await other.Releases.FindAsync(batch.Day, "nightly", Token))!;
        Assert.Equal([new("withdrawn", 1)], after.Withheld);
        Assert.Equal(["{}"], _place.Rows("select wh::text from release_item"));
    }

    [Fact]
    public async Task A_withdrawal_waits_for_curves_that_are_being_saved_and_leaves_nothing_of_them()
    {
        using var stores = _place.Open();
        using var other = _place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(Hours("2026-01-15"));
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        var saving = new BlockingDays([new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), marks)]);
        var save = Task.Run(() => stores.Curves.SaveAsync(saving, marks, Token), Token);
        await saving.Begun.WaitAsync(Token);
        var withdrawal = Withdraw(other);
        await Task.Delay(300, Token);
        Assert.False(withdrawal.IsCompleted);
        saving.GoOn.Release();
        Assert.Equal(2, await save);
        await withdrawal;

        Assert.Empty(await other.Curves.ReadCurvesAsync(CurveOwner.From(Point), Day("2026-01-15"), Day("2026-01-16"), Token));
        Assert.Equal(2, _place.DumpReadings().Count);
    }

    [Fact]
    public async Task A_curve_built_before_a_withdrawal_is_not_saved_after_it()
    {
        using var stores = _place.Open();
        await stores.Permit("2026-01-01");
        await stores.Store(Hours("2026-01-15"));
        var marks = await stores.Readings.ListDirtyDaysAsync(Token);
        await Withdraw(stores);
        Assert.Equal(0, await stores.Curves.SaveAsync(
            [new(Daily("2026-01-15", 1), Curve("2026-01-15", 500), marks)], marks, Token));
        Assert.Empty(_place.Rows("select from load_curve"));
    }

    [Fact]
    public async Task Batches_opened_at_once_are_numbered_without_a_gap_and_each_day_has_one()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        var days = Enumerable.Range(0, 20).Select(i => Day("2026-01-01").Date.AddDays(i / 2)).ToList();
        var opened = await Task.WhenAll(days.Select((day, i) => Task.Run(
            () => (i % 2 == 0 ? first : second).Releases.OpenAsync(
                new(day), "nightly", new ParisDay(day).End, Token), Token)));

        Assert.Equal(Enumerable.Range(1, 10), opened.Select(batch => batch.Sequence).Distinct().Order());
        Assert.All(opened.GroupBy(batch => batch.Day), same => Assert.Single(same.Select(batch => batch.Id).Distinct()));
    }

    [Fact]
    public async Task A_batch_sealed_by_two_at_once_is_decided_once()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        await first.Permit("2026-01-01");
        var batch = await first.Releases.OpenAsync(Day("2026-01-15"), "nightly", At("2026-01-16"), Token);
        var asked = new ConcurrentBag<Prm>();
        var both = await Task.WhenAll(((Stores[])[first, second]).Select(stores => Task.Run(
            () => stores.Releases.SealAsync(
                batch, At("2026-01-16"),
                candidate =>
                {
                    asked.Add(candidate.Consents.UsagePoint);
                    Thread.Sleep(200);
                    return new(new(Point, 0, Curve("2026-01-15", 500).Points), "");
                }, Token), Token)));

        Assert.Single(asked);
        Assert.All(both, sealed_ => Assert.Equal(BatchState.Sealed, sealed_.State));
        Assert.Single(await first.Releases.ReadItemsAsync(batch, Token));
    }

    [Fact]
    public async Task Of_two_who_move_a_batch_on_one_does()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        await first.Permit("2026-01-01");
        var batch = await first.Releases.OpenAsync(Day("2026-01-15"), "nightly", At("2026-01-16"), Token);
        batch = await first.Releases.SealAsync(
            batch, At("2026-01-16"), _ => new(new(Point, 0, Curve("2026-01-15", 500).Points), ""), Token);
        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => (i % 2 == 0 ? first : second).Releases.AdvanceAsync(
                batch, BatchState.Written, At("2026-01-16"), 1, Token), Token)));
        Assert.Single(moved, true);
    }

    [Fact]
    public async Task Acts_written_at_once_make_one_ledger_without_a_gap()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        var heads = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? first : second).Consents.ChangeAsync(
                [new(14500000000000 + i)],
                before =>
                {
                    heads.Add(before.Head.Count);
                    return new([Act(ConsentAct.Requested, "2026-01-10") with { UsagePoint = before.UsagePoint }], []);
                }, Token), Token)));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), heads.Order());
        Assert.Equal(["20,20"], _place.Rows("select count(*), max(sequence) from consent_event"));
    }

    [Fact]
    public async Task A_registry_imported_by_two_at_once_is_new_to_one_of_them()
    {
        using var first = _place.Open();
        using var second = _place.Open();
        var entries = Enumerable.Range(1, 2000).Select(i => Entry(meter: new(i), point: new(i))).ToList();
        var changed = await Task.WhenAll(((Stores[])[first, second]).Select(stores => Task.Run(
            () => stores.Consents.ImportRegistryAsync(entries, snapshot => [new(snapshot.UsagePoint, At("2026-01-01"), null)],
                Token), Token)));

        Assert.Equal([0, 2000], changed.Order());
        Assert.Equal(["2000"], _place.Rows("select count(*) from collection_permit"));
    }

    static Task Withdraw(Stores stores) => Task.Run(
        () => stores.Consents.ChangeAsync([Point], _ => new([Act(ConsentAct.Withdrawn, "2026-01-16")], []), Token), Token);

    static IEnumerable<Reading> Hours(string day) =>
        Enumerable.Range(0, 24).Select(hour => Reading(At(day).AddSeconds(hour * 3600), 1000 + hour));

    /// <summary>Days that let whoever saves them go on only when they are reported: inside its transaction.</summary>
    sealed class BlockingDays(IReadOnlyList<BuiltDay> days) : IReadOnlyList<BuiltDay>
    {
        public SemaphoreSlim Begun { get; } = new(0);

        public SemaphoreSlim GoOn { get; } = new(0);

        public int Count => days.Count;

        public BuiltDay this[int index] => days[index];

        public IEnumerator<BuiltDay> GetEnumerator()
        {
            Begun.Release();
            GoOn.Wait(Token);
            return days.GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
