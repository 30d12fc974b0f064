namespace Oya.Teleinfo.Tests;

/// <summary>The decoder allocates nothing for a frame of any stream. It uses only its own buffers.</summary>
[Collection(nameof(AllocationTests)), CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public class AllocationTests
{
    public static TheoryData<string> Streams =>
        ["standard", "historic", "short", "40 kinds", "parity kept", "damaged", "one group damaged", "A", "LF", "STX", "EOT", "HT", "random", "8N1 noise"];

    static byte[] Stream(string name) => name switch
    {
        "standard" => TestFrames.Stream(TestFrames.Standard, 40),
        "historic" => TestFrames.Stream(TestFrames.Historic, 80),
        "short" => TestFrames.Stream(TestFrames.Short, 80),
        "40 kinds" => [.. Enumerable.Range(0, 400).SelectMany(i => TestFrames.From(GetKind(i * 7 % 40), i))],
        "parity kept" => TestFrames.KeepParity(TestFrames.Stream(TestFrames.Standard, 40)),
        "damaged" => [.. Enumerable.Range(0, 40).SelectMany(seed => Mutations.From(TestFrames.Standard(seed), seed))],
        "one group damaged" => TestFrames.DamagedStream(TestFrames.Standard, 40, seed: 1),
        "A" => Repeat((byte)'A'),
        "LF" => Repeat(0x0A),
        "STX" => Repeat(0x02),
        "EOT" => Repeat(0x04),
        "HT" => Repeat(0x09),
        "random" => [.. Random(256).Select(b => (byte)(b & 0x7F))],
        _ => Random(256),
    };

    // More kinds than a decoder keeps as recent layouts, and fewer than a cache can hold.
    static IEnumerable<LabelForm> GetKind(int kind) => LabelForm.All.Where(form => form.Mode == TicMode.Standard
        && (form.Label < TicLabel.EASF01 || form.Label > TicLabel.EASF06 || (kind >> (form.Label - TicLabel.EASF01) & 1) == 0));

    static byte[] Repeat(byte b) => [.. Enumerable.Repeat(b, 16_384)];

    static byte[] Random(int limit)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 65_536).Select(_ => (byte)random.Next(limit))];
    }

    [Theory, MemberData(nameof(Streams))]
    public void Eight_megabytes_allocate_nothing(string name)
    {
        var bytes = Stream(name);
        // The decoder has a cache of its own, so the layouts that other tests learn or replace have no effect.
        var decoder = new TicDecoder(new LayoutCache(LayoutCache.ForWidth(64)!.BlockSize));
        var builder = new Builder(new());
        decoder.Decode(bytes, ref builder);
        decoder.Decode(bytes, ref builder);
        // Code that is not optimized yet boxes values; on a busy machine it is optimized later.
        for (var i = 0; i < 200 && Allocates(decoder, bytes, ref builder); i++)
        {
            Thread.Sleep(10);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0L; sent < 8 << 20; sent += bytes.Length)
        {
            decoder.Decode(bytes, ref builder);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        decoder.Complete(ref builder);
        Assert.Equal(0, allocated);
        Assert.True(decoder.Statistics.Bytes > 8 << 20);
    }

    static bool Allocates(TicDecoder decoder, byte[] bytes, ref Builder builder)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Decode(bytes, ref builder);
        return GC.GetAllocatedBytesForCurrentThread() > before;
    }

    [Fact]
    public void A_frame_is_emitted_as_soon_as_it_ends()
    {
        var decoder = new TicDecoder();
        var recorder = new Recorder();
        for (var i = 0; i < 5; i++)
        {
            decoder.Decode(TestFrames.Standard(i), ref recorder);
            Assert.Equal((i + 1) * 17, recorder.Seen.Groups.Count);
            Assert.Equal(i + 1, recorder.Seen.Frames.Count);
        }
    }

    // Does what a builder of readings does with each frame.
    struct Builder(MeterHistory history) : ITicHandler
    {
        long _total;

        public void OnFrame(in TicFrame frame)
        {
            _ = frame.Read(out var reading);
            _total += (long)history.Check(frame);
            _total += reading.Energy.ImportWh ?? 0;
        }
    }
}
