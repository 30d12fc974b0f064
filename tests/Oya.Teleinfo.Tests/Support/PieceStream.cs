namespace Oya.Teleinfo.Tests;

/// <summary>A stream that returns chunks of random lengths, synchronously or not, and may fail at its end.</summary>
sealed class PieceStream(byte[] bytes, int seed, int longest = 200, Exception? failure = null) : Stream
{
    readonly Random _random = new(seed);
    int _at;

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_random.Next(2) == 0)
        {
            await Task.Yield();
        }

        return Read(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == bytes.Length && failure is { } reason)
        {
            failure = null;
            throw reason;
        }

        var count = Math.Min(Math.Min(bytes.Length - _at, buffer.Length), _random.Next(1, longest));
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
