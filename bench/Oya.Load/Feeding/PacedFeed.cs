namespace Oya.Load;

/// <summary>
/// Writes a capture into the pipe of a process, at a speed that may change. It can pause before the end, so that
/// processes are killed while they have work.
/// </summary>
/// <param name="capture">The file.</param>
/// <param name="to">The pipe, closed at the end.</param>
sealed class PacedFeed(string capture, Stream to)
{
    const int Piece = 256 << 10;

    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    long _pace = long.MaxValue, _max = long.MaxValue, _position;

    public long Length { get; } = new FileInfo(capture).Length;

    /// <summary>Bytes written so far.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Bytes per second. A delay of the reader is made up for later.</summary>
    public double Pace
    {
        set => Interlocked.Exchange(ref _pace, (long)Math.Max(1, value));
    }

    /// <summary>Stops at a fraction of the file, until resumed.</summary>
    public void Pause(double part) => Interlocked.Exchange(ref _max, (long)(part * Length));

    /// <summary>Writes the rest, as fast as the reader takes it.</summary>
    public void Resume()
    {
        Interlocked.Exchange(ref _pace, long.MaxValue);
        Interlocked.Exchange(ref _max, long.MaxValue);
    }

    /// <summary>Writes until the end of the capture, or until the reader ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FeedAsync(cancellationToken);
        }
        catch (IOException)
        {
            // The reading process was killed.
        }
    }

    async Task FeedAsync(CancellationToken cancellationToken)
    {
        await using var pipe = to;
        await using var file = new FileStream(capture, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new byte[Piece];
        double due = 0;
        var last = TimeProvider.System.GetTimestamp();
        while (_position < Length)
        {
            var now = TimeProvider.System.GetTimestamp();
            due += Interlocked.Read(ref _pace) * TimeProvider.System.GetElapsedTime(last, now).TotalSeconds;
            last = now;
            var max = Math.Min(Length, Interlocked.Read(ref _max));
            var count = (int)Math.Min(Piece, Math.Min(due, max - _position));
            if (count <= 0)
            {
                // The paused bytes are not due: after the pause, the speed of that moment applies.
                due = max <= _position ? 0 : due;
                await Task.Delay(Tick, cancellationToken);
                continue;
            }

            count = await file.ReadAsync(buffer.AsMemory(0, count), cancellationToken);
            await pipe.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            Interlocked.Add(ref _position, count);
            due -= count;
        }
    }
}
