using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>The bytes of one meter, generated while they are read. Forward only. It holds no resources.</summary>
sealed class MeterStream(MeterFeed feed) : Stream
{
    // 64 KiB at a time: the piece stays in the second-level cache, and a small village needs little memory.
    const int PieceLength = 1 << 16;

    readonly TicWriter _writer = new();
    readonly ByteBuffer _piece = new(PieceLength);
    int _read;
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_read == _piece.Length)
        {
            Refill();
        }

        var count = Math.Min(buffer.Length, _piece.Length - _read);
        _piece.Written.Slice(_read, count).CopyTo(buffer);
        _read += count;
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    void Refill()
    {
        _piece.Clear();
        _read = 0;
        while (!feed.IsOver && _piece.Length < PieceLength)
        {
            feed.Send(_writer, _piece);
        }
    }
}
