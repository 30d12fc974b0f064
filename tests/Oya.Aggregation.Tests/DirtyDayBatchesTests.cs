using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

public class DirtyDayBatchesTests
{
    const int Length = 5;

    // Few meters, owners and days, so that dirty days often share an owner, directly or through other dirty days.
    static readonly Gen<(DirtyDay[] DirtyDays, int[] Owners)> Inputs = Gen.Select(
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 2])
            .Select((meter, day) => new DirtyDay(new(meter), new(new DateOnly(2026, 1, 15).AddDays(day)), 1))
            .Array[0, 60].Select(days => days.Distinct().ToArray()),
        Gen.Int[0, 29].Array[40]);

    [Fact]
    public void Dirty_days_of_the_same_owner_and_day_are_in_the_same_batch() => Inputs.Sample(input =>
    {
        CurveOwner[] GetOwners(DirtyDay dirtyDay) =>
            [Owner(input.Owners[dirtyDay.Meter.Value]), Owner(input.Owners[20 + dirtyDay.Meter.Value])];
        var batches = DirtyDayBatches.Create(input.DirtyDays, GetOwners, Length).ToList();
        Assert.Equal(input.DirtyDays.ToHashSet(), [.. batches.SelectMany(batch => batch)]);
        Assert.Equal(input.DirtyDays.Length, batches.Sum(batch => batch.Count));
        var ownerDays = batches.SelectMany((batch, i) => batch.SelectMany(dirtyDay =>
            GetOwners(dirtyDay).Select(owner => (Owner: owner, dirtyDay.Day, Batch: i))));
        Assert.All(
            ownerDays.GroupBy(entry => (entry.Owner, entry.Day)),
            group => Assert.Single(group.Select(entry => entry.Batch).Distinct()));
        Assert.All(batches.SkipLast(1), batch => Assert.True(batch.Count >= Length));
    });

    [Fact]
    public void Unrelated_dirty_days_form_full_batches()
    {
        var dirtyDays = Enumerable.Range(0, 12)
            .Select(meter => new DirtyDay(new(meter), new(new DateOnly(2026, 1, 15)), 1)).ToList();
        var batches = DirtyDayBatches.Create(dirtyDays, dirtyDay => [CurveOwner.From(dirtyDay.Meter)], Length);
        Assert.Equal([5, 5, 2], batches.Select(batch => batch.Count));
    }

    static CurveOwner Owner(int number) => CurveOwner.From(new Prm(number));
}
