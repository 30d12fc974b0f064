namespace Oya.Ingest;

/// <summary>Counts the bytes taken from a stream. Its first bytes can be inspected before they are taken.</summary>
sealed class CountingStream(Stream inner, bool owned) : Stream
{
    byte[] _peeked = [];

    /// <summary>Bytes taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Length of the stream, if known.</summary>
    public long? TotalLength { get; } = inner.CanSeek ? inner.Length : null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Returns the first bytes, fewer at the end of the stream. Must be called before anything is read.
    /// </summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        var first = new byte[count];
        _peeked = first[..inner.ReadAtLeast(first, count, throwOnEndOfStream: false)];
        return _peeked;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = TakePeeked(buffer);
        return Count(count > 0 || buffer.IsEmpty ? count : inner.Read(buffer));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = TakePeeked(buffer.Span);
        return Count(count > 0 || buffer.IsEmpty ? count : await inner.ReadAsync(buffer, cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && owned)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    int TakePeeked(Span<byte> buffer)
    {
        var count = Math.Min(_peeked.Length, buffer.Length);
        _peeked.AsSpan(0, count).CopyTo(buffer);
        _peeked = _peeked[count..];
        return count;
    }

    int Count(int count)
    {
        Taken += count;
        return count;
    }
}
