namespace Oya.Teleinfo.Tests;

/// <summary>An exception of a handler costs the rest of the bytes of that call, and no later bytes.</summary>
public class ThrowingHandlerTests
{
    public static TheoryData<int, int> Cases => new(
        from width in new[] { 0, 16, 32, 64 }
        from frame in new[] { 0, 1, 3, 7 }
        select (width, frame));

    [Theory, MemberData(nameof(Cases))]
    public void The_bytes_of_the_next_call_decode_as_usual(int width, int thrower)
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
    public void The_bytes_of_the_following_segments_are_counted_too(int width, int thrower)
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
