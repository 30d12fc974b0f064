using Oya.Ingest;

namespace Oya.Cli.Tests;

public sealed class CaptureSourceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly byte[] _content = Frames.Standard(500);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Packings() => ["", "gzip", "zstd"];

    [Theory, MemberData(nameof(Packings))]
    public void A_capture_is_decompressed_regardless_of_its_name(string packing)
    {
        using var source = CaptureSource.Open(_folder.Write("a.txt", Pack(packing, _content)));
        Assert.Equal(packing.Length == 0 ? null : packing, source.Packing);
        Assert.Equal(_content, ReadAll(source));
        Assert.Equal(source.StoredLength, source.StoredPosition);
    }

    [Theory, MemberData(nameof(Packings))]
    public void Several_concatenated_parts_are_one_capture(string packing)
    {
        byte[] stored = [.. Pack(packing, _content), .. Pack(packing, Frames.Historic(20)), .. Pack(packing, _content)];
        using var source = CaptureSource.Open(_folder.Write("a", stored));
        Assert.Equal([.. _content, .. Frames.Historic(20), .. _content], ReadAll(source));
    }

    [Theory, MemberData(nameof(Packings))]
    public void Standard_input_is_decompressed_and_left_open(string packing)
    {
        using var input = new Trickle(Pack(packing, _content));
        using (var source = CaptureSource.Open("-", input))
        {
            Assert.Null(source.StoredLength);
            Assert.Equal(_content, ReadAll(source));
        }

        Assert.False(input.IsDisposed);
    }

    [Theory]
    [InlineData("gzip", 0.3)]
    [InlineData("gzip", 0.99)]
    [InlineData("zstd", 0.3)]
    [InlineData("zstd", 0.99)]
    public void A_cut_capture_is_read_up_to_the_cut_whose_position_is_in_the_error(string packing, double share)
    {
        // Noise, because it does not compress to a few bytes.
        var noise = new byte[600_000];
        new Random(5).NextBytes(noise);
        var whole = Pack(packing, noise);
        var cut = whole[..(int)(whole.Length * share)];
        using var source = CaptureSource.Open(_folder.Write("a", cut));
        using var read = new MemoryStream();
        var exception = Assert.Throws<CaptureException>(() => source.CopyTo(read));
        Assert.True(exception.IsDamaged);
        Assert.Equal(cut.Length, exception.ByteOffset);
        Assert.Contains(
            $"a: the {packing} data is cut or damaged near byte {cut.Length}", exception.Message,
            StringComparison.Ordinal);
        Assert.InRange(read.Length, cut.Length - 140_000, noise.Length - 1);
        Assert.Equal(noise[..(int)read.Length], read.ToArray());
    }

    [Fact]
    public void A_gzip_with_a_wrong_CRC_is_damaged()
    {
        var packed = Packed.Gzip(_content);
        packed[^8] ^= 1;
        using var source = CaptureSource.Open(_folder.Write("a", packed));
        Assert.True(Assert.Throws<CaptureException>(() => ReadAll(source)).IsDamaged);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F })]
    public void A_capture_of_a_few_bytes_is_read_unchanged(byte[] content)
    {
        using var source = CaptureSource.Open(_folder.Write("a", content));
        Assert.Null(source.Packing);
        Assert.Equal(content, ReadAll(source));
    }

    [Fact]
    public void A_missing_file_and_a_directory_have_different_errors()
    {
        Assert.Contains("no such file", GetError(_folder.Path("absent")), StringComparison.Ordinal);
        Assert.Contains("no such file", GetError(_folder.Path("absent/absent")), StringComparison.Ordinal);
        Assert.Contains("this is a directory", GetError(_folder.Path("")), StringComparison.Ordinal);
    }

    static string GetError(string path) => Assert.Throws<CaptureException>(() => CaptureSource.Open(path)).Message;

    static byte[] Pack(string packing, byte[] bytes) => packing switch
    {
        "gzip" => Packed.Gzip(bytes),
        "zstd" => Packed.Zstd(bytes),
        _ => bytes,
    };

    static byte[] ReadAll(CaptureSource source)
    {
        using var read = new MemoryStream();
        source.CopyTo(read);
        return read.ToArray();
    }

    /// <summary>A stream like a pipe: it has no length, and each read gives a few bytes.</summary>
    sealed class Trickle(byte[] bytes) : Stream
    {
        int _position;

        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, 3), bytes.Length - _position);
            Array.Copy(bytes, _position, buffer, offset, read);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
