using CsCheck;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Aggregation.Tests;

public class DirtyDayBatchesTests
{
    const int Length = 5;

    // Few meters, owners and days, so that marks often share one, also over several others.
    static readonly Gen<(DirtyDay[] Marks, int[] Owners)> Marks = Gen.Select(
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 2])
            .Select((meter, day) => new DirtyDay(new(meter), new(new DateOnly(2026, 1, 15).AddDays(day)), 1))
            .Array[0, 60].Select(marks => marks.Distinct().ToArray()),
        Gen.Int[0, 29].Array[40]);

    [Fact]
    public void Every_mark_is_in_one_batch_and_those_of_a_day_of_an_owner_are_in_the_same() => Marks.Sample(of =>
    {
        CurveOwner[] GetOwners(DirtyDay mark) =>
            [Owner(of.Owners[mark.Meter.Value]), Owner(of.Owners[20 + mark.Meter.Value])];
        var batches = DirtyDayBatches.Create(of.Marks, GetOwners, Length).ToList();
        Assert.Equal(of.Marks.ToHashSet(), [.. batches.SelectMany(batch => batch)]);
        Assert.Equal(of.Marks.Length, batches.Sum(batch => batch.Count));
        var places = batches.SelectMany((batch, i) => batch.SelectMany(mark => GetOwners(mark).Select(owner => (owner, mark.Day, i))));
        Assert.All(places.GroupBy(place => (place.owner, place.Day)), day => Assert.Single(day.Select(place => place.i).Distinct()));
        Assert.All(batches.SkipLast(1), batch => Assert.True(batch.Count >= Length));
    });

    [Fact]
    public void Marks_that_share_nothing_make_full_batches()
    {
        var marks = Enumerable.Range(0, 12).Select(meter => new DirtyDay(new(meter), new(new DateOnly(2026, 1, 15)), 1)).ToList();
        var batches = DirtyDayBatches.Create(marks, mark => [CurveOwner.From(mark.Meter)], Length);
        Assert.Equal([5, 5, 2], batches.Select(batch => batch.Count));
    }

    static CurveOwner Owner(int number) => CurveOwner.From(new Prm(number));
}
