namespace Oya.Teleinfo.Tests;

/// <summary>The pieces in which a stream arrives are of no matter.</summary>
public class ChunkingTests
{
    public static TheoryData<string> Files => Captures.Rows;

    [Theory, MemberData(nameof(Files))]
    public void A_capture_split_at_any_byte_decodes_the_same(string file)
    {
        var bytes = Captures.Read(file);
        var whole = Recorder.Decode(bytes);
        for (var at = 0; at <= bytes.Length; at += bytes.Length < 1800 ? 1 : bytes.Length / 97)
        {
            whole.AssertEqual(InChunks(bytes, [at, bytes.Length - at]), $"{file} split at {at}");
        }
    }

    public static TheoryData<string> Samples =>
    [
        .. Directory.EnumerateFiles(Repository.Path("samples"), "*.tic", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Path("samples"), path)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_split_at_every_byte_decodes_the_same(string file)
    {
        var bytes = File.ReadAllBytes(Repository.Path($"samples/{file}"));
        var whole = GetDigest(bytes, bytes.Length);
        for (var at = 0; at <= bytes.Length; at++)
        {
            Assert.True(whole == GetDigest(bytes, at), $"{file} split at {at}");
        }
    }

    static int GetDigest(ReadOnlySpan<byte> bytes, int split)
    {
        var decoder = new TicDecoder();
        var digest = new Digest();
        decoder.Decode(bytes[..split], ref digest);
        decoder.Decode(bytes[split..], ref digest);
        decoder.Complete(ref digest);
        return digest.Sum;
    }

    // All that a frame hands on, in one number: there are a third of a million splits.
    struct Digest : ITicHandler
    {
        public int Sum { get; private set; }

        public void OnFrame(in TicFrame frame)
        {
            var sum = HashCode.Combine(Sum, frame.Summary, frame.Meter, frame.Time, frame.ImportWh);
            foreach (var group in frame.Groups)
            {
                var value = group.IsValid ? frame.GetNumber(group.Label) : null;
                sum = HashCode.Combine(sum, group.Label, group.Fault, group.Offset, group.Raw.Length, value);
            }

            Sum = sum;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_capture_byte_by_byte_decodes_the_same(string file)
    {
        var bytes = Captures.Read(file);
        Recorder.Decode(bytes).AssertEqual(InChunks(bytes, Enumerable.Repeat(1, bytes.Length)), file);
    }

    [Theory, MemberData(nameof(Files))]
    public void A_damaged_capture_in_random_chunks_decodes_the_same(string file)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var bytes = Mutations.From(Captures.Read(file), seed);
            Recorder.Decode(bytes).AssertEqual(InChunks(bytes, RandomLengths(bytes.Length, seed, 200)), $"{file}, seed {seed}");
        }
    }

    [Fact]
    public void Pieces_longer_than_the_buffer_decode_the_same_in_any_chunks()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var bytes = LongPieces(seed);
            Recorder.Decode(bytes).AssertEqual(InChunks(bytes, RandomLengths(bytes.Length, seed, 6000)), $"seed {seed}");
        }
    }

    [Fact]
    public void Of_a_piece_longer_than_the_buffer_every_group_is_handed_on()
    {
        // A recorder that kept neither STX nor ETX, and a meter that sends the same address but once: 12 kB of groups.
        var text = TestFrames.Stream(TestFrames.Historic, 80).Where(b => b is not (0x02 or 0x03)).ToArray();
        var decoded = Recorder.Decode(text);
        Assert.True(text.Length > 3 * TicDecoder.MaxPieceLength);
        Assert.Equal(80 * 11, decoded.Groups.Count(group => group is { IsValid: true, Known: true }));
        Assert.Equal(80, decoded.Frames.Count);
    }

    [Fact]
    public void A_line_longer_than_the_buffer_costs_itself()
    {
        byte[] frames = [.. TestFrames.Standard(0), .. TestFrames.Standard(1)];
        var at = frames.AsSpan().IndexOf("EASF01"u8) + 4;
        foreach (var length in new[] { 3900, 4096, 5000, 8192, 20_000 })
        {
            byte[] bytes = [.. frames[..at], .. Enumerable.Repeat((byte)'A', length), .. frames[at..]];
            var decoded = Recorder.Decode(bytes);
            Assert.Equal(33, decoded.Groups.Count(group => group.IsValid));
            Assert.Single(decoded.Groups, group => !group.IsValid);
            // The frame that it is in comes in parts.
            Assert.Equal([0L, 1L], decoded.Frames.Select(frame => frame.Ordinal).Distinct());
        }
    }

    static byte[] LongPieces(int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>();
        while (bytes.Count < 30_000)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes.AddRange(TestFrames.Standard(random.Next(50)));
                    break;
                case 1:
                    bytes.AddRange(TestFrames.Stream(TestFrames.Historic, random.Next(40)).Where(b => b > 3));
                    break;
                case 2:
                    bytes.AddRange(Enumerable.Repeat((byte)random.Next(5, 256), random.Next(6000)));
                    break;
                default:
                    bytes.AddRange(Enumerable.Range(0, random.Next(6000)).Select(_ => (byte)random.Next(5, 0x80)));
                    break;
            }
        }

        return [.. bytes];
    }

    static IEnumerable<int> RandomLengths(int total, int seed, int longest)
    {
        var random = new Random(seed);
        for (var left = total; left > 0;)
        {
            var length = Math.Min(left, random.Next(longest));
            yield return length;
            left -= length;
        }
    }

    static Decoded InChunks(ReadOnlySpan<byte> bytes, IEnumerable<int> lengths)
    {
        var decoder = new TicDecoder();
        var recorder = new Recorder();
        foreach (var length in lengths)
        {
            decoder.Decode(bytes[..length], ref recorder);
            bytes = bytes[length..];
        }

        decoder.Complete(ref recorder);
        return recorder.Seen;
    }
}
