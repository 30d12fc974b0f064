using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>What is learned of the frames of each kind of meter, and how much room there is for it.</summary>
public class LayoutCacheTests : LayoutTest
{
    [Theory, MemberData(nameof(Widths))]
    public void Whatever_labels_a_kind_has_it_is_learned(int width) =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Bool, Gen.Int[2, 10]).Sample(
            (seed, isHistoric, one) =>
            {
                var random = new Random(seed);
                var mode = isHistoric ? TicMode.Historic : TicMode.Standard;
                var labels = LabelForm.All.Where(form => form.Mode == mode
                    && form.Label is not (TicLabel.ADIR1 or TicLabel.ADIR2 or TicLabel.ADIR3)
                    && (form.Label is TicLabel.ADSC or TicLabel.ADCO || random.Next(one) == 0)).ToHashSet();
                var decoder = new TicDecoder(new LayoutCache(width));
                var everything = new Everything();
                // The last one has to have something behind it.
                decoder.Decode([.. Enumerable.Range(0, 4).SelectMany(i => TestFrames.From(labels, i)), .. new byte[600]], ref everything);
                Assert.Equal(2, decoder.KnownFrames);
            },
            iter: 2000);

    [Fact]
    public void The_shortest_row_is_for_one_phase_with_one_register_or_two()
    {
        var cache = new LayoutCache(Block512.Size);
        var everything = new Everything();
        foreach (var kind in new[] { TestFrames.Historic, i => TestFrames.From(LongFrames, i) })
        {
            new TicDecoder(cache).Decode(TestFrames.Stream(kind, 2), ref everything);
        }

        Assert.Equal([true, false], cache.Layouts.Select(layout => layout.IsShortest));
    }

    [Theory, MemberData(nameof(Widths))]
    public void More_kinds_of_meters_than_there_is_room_for_decode_as_the_scalar_path(int width)
    {
        var random = new Random(width);
        var cache = Cache(width);
        for (var kind = 0; kind < 3 * LayoutCache.Capacity; kind++)
        {
            var labels = LabelForm.All.Where(form =>
                form.Mode == TicMode.Standard && (form.Label == TicLabel.ADSC || random.Next(2) == 0)).ToHashSet();
            byte[] bytes = [.. Enumerable.Range(0, 5).SelectMany(i => TestFrames.From(labels, 7 * kind + i))];
            Same(bytes, width, bytes.Length, out var known);
            // While there is room each kind is learned from its second frame.
            Assert.InRange(known, 0, 5);
            Assert.InRange(cache.Layouts.Length, 1, LayoutCache.Capacity);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_kind_that_is_heard_long_enough_gets_room_in_a_full_cache(int width)
    {
        More_kinds_of_meters_than_there_is_room_for_decode_as_the_scalar_path(width);
        var labels = LabelForm.All.Where(form => form.Mode == TicMode.Standard && form.Label != TicLabel.VTIC).ToHashSet();
        byte[] bytes = [.. Enumerable.Range(0, 400).SelectMany(i => TestFrames.From(labels, i))];
        Same(bytes, width, bytes.Length, out var known);
        Assert.InRange(known, 100, 400);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Decoders_on_many_threads_share_what_they_learn(int width) => Parallel.For(0, 64, (int i) =>
    {
        var labels = LabelForm.All.Where(form => form.Mode == (TicMode)(1 + i % 2) && (int)form.Label > (int)TicLabel.ADIR3 + i % 5);
        byte[] bytes = [.. Enumerable.Range(0, 40).SelectMany(frame => TestFrames.From(labels, frame + i))];
        Same(bytes, width, 1 + 97 * i, out _);
    });
}
