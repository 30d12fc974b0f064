using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using ZstdSharp;

namespace Oya.Ingest;

/// <summary>
/// A capture as a stream of TIC bytes: a file or the standard input. It is decompressed when its first bytes say gzip
/// or zstd, whatever its name. Several members or frames in a row are supported. A compressed capture that was cut
/// returns everything before the cut, then throws.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The project calls every origin of bytes a source.")]
public sealed class CaptureSource : Stream
{
    /// <summary>A file is read in pieces of 1 MiB: larger ones are no faster.</summary>
    public const int BufferLength = 1 << 20;

    // The decompressors ask for 8 kB at a time; the disk is asked for more.
    const int PackedBufferLength = 128 << 10;

    readonly CountingStream _stored;
    readonly Stream _content;

    // Without this switch, a gzip file that was cut reads like a complete one.
    static CaptureSource() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    CaptureSource(string path, CountingStream stored, Stream content, string? packing)
    {
        Name = path;
        _stored = stored;
        _content = content;
        Packing = packing;
    }

    /// <summary>The path as given, or <c>-</c>.</summary>
    public string Name { get; }

    /// <summary><c>gzip</c>, <c>zstd</c>, or null.</summary>
    public string? Packing { get; }

    /// <summary>Bytes of the capture as it is stored; null for a pipe.</summary>
    public long? StoredLength => _stored.TotalLength;

    /// <summary>Bytes read from the stored capture so far, as a measure of progress.</summary>
    public long StoredPosition => _stored.Taken;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a capture.</summary>
    /// <param name="path">A path, or <c>-</c>.</param>
    /// <param name="standardInput">The stream to read for <c>-</c>; it is not closed.</param>
    /// <exception cref="CaptureException">The file does not exist, is a directory, or may not be read.</exception>
    public static CaptureSource Open(string path, Stream? standardInput = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stored = path == "-"
            ? new CountingStream(standardInput ?? Console.OpenStandardInput(), owned: standardInput is null)
            : new CountingStream(CaptureFile.Open(path), owned: true);
        try
        {
            var (content, packing) = Unpack(stored);
            return new(path, stored, content, packing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stored.Dispose();
            throw CaptureFile.Explain(path, exception);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer);
        }
        catch (Exception exception) when (IsDamageError(exception))
        {
            throw Damaged(exception);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (IsDamageError(exception))
        {
            throw Damaged(exception);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _stored.Dispose();
        }

        base.Dispose(disposing);
    }

    static (Stream Content, string? Packing) Unpack(CountingStream stored) => stored.Peek(4) switch
    {
        [0x1F, 0x8B, ..] => (
            new GZipStream(new BufferedStream(stored, PackedBufferLength), CompressionMode.Decompress), "gzip"),
        [0x28, 0xB5, 0x2F, 0xFD] => (new DecompressionStream(stored, PackedBufferLength, leaveOpen: true), "zstd"),
        _ => (stored, null),
    };

    bool IsDamageError(Exception exception) =>
        Packing is not null && exception is InvalidDataException or EndOfStreamException or ZstdException;

    CaptureException Damaged(Exception exception) => new(
        Name, CaptureProblem.Damaged, $"the {Packing} data is cut or damaged", StoredPosition, exception);
}
