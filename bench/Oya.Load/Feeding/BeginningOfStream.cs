namespace Oya.Load;

/// <summary>Writes the beginning of a stream, and cancels the writer when it has enough.</summary>
/// <param name="to">The destination.</param>
/// <param name="bytes">The number of bytes to write.</param>
/// <param name="enough">Is cancelled after them.</param>
sealed class BeginningOfStream(Stream to, long bytes, CancellationTokenSource enough) : Stream
{
    long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = (int)Math.Min(buffer.Length, bytes - _written);
        to.Write(buffer[..room]);
        _written += room;
        if (_written == bytes)
        {
            enough.Cancel();
        }
    }

    public override void Flush() => to.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
