namespace Oya.Teleinfo.Tests;

/// <summary>A handler that throws costs what was given with that call, and nothing that comes after it.</summary>
public class ThrowingHandlerTests
{
    public static TheoryData<int, int> Cases => new(
        from width in new[] { 0, 16, 32, 64 }
        from frame in new[] { 0, 1, 3, 7 }
        select (width, frame));

    [Theory, MemberData(nameof(Cases))]
    public void What_comes_after_it_decodes_as_if_nothing_had_been(int width, int thrower)
    {
        var decoder = new TicDecoder(LayoutCache.ForWidth(width));
        var handler = new Thrower { At = thrower };
        var first = TestFrames.Stream(TestFrames.Standard, 10);
        Assert.Throws<InvalidDataException>(() => decoder.Decode(first, ref handler));
        Assert.Equal(thrower + 1, handler.Seen.Count);

        var next = TestFrames.Stream(TestFrames.Historic, 10);
        decoder.Decode(next, ref handler);
        var after = handler.Seen.Skip(thrower + 1).ToList();
        Assert.Equal(10, after.Count);
        Assert.All(after, seen => Assert.True(seen.IsWhole && seen.ValidGroups == 11));
        Assert.Equal(first.Length, after[0].Offset);
        Assert.Equal(first.Length + next.Length, decoder.Statistics.Bytes);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Of_bytes_in_several_segments_those_behind_it_are_counted_as_well(int width, int thrower)
    {
        var decoder = new TicDecoder(LayoutCache.ForWidth(width));
        var handler = new Thrower { At = thrower };
        var first = TestFrames.Stream(TestFrames.Standard, 10);
        Assert.Throws<InvalidDataException>(() => decoder.Decode(Segments.From(first, 700), ref handler));
        Assert.Equal(first.Length, decoder.Statistics.Bytes);

        decoder.Decode(TestFrames.Stream(TestFrames.Historic, 10), ref handler);
        var after = handler.Seen.Skip(thrower + 1).ToList();
        Assert.Equal(10, after.Count);
        Assert.Equal(first.Length, after[0].Offset);
    }

    sealed class Thrower : ITicHandler
    {
        public int At { get; init; }

        public List<FrameSummary> Seen { get; } = [];

        public void OnFrame(in TicFrame frame)
        {
            Seen.Add(frame.Summary);
            if (Seen.Count == At + 1)
            {
                throw new InvalidDataException();
            }
        }
    }
}
