namespace Oya.Load;

/// <summary>
/// A capture into the pipe of a process, at a pace that may change while it runs, and held before its end until it is
/// let go: whatever is killed meanwhile is killed at work.
/// </summary>
/// <param name="capture">The file.</param>
/// <param name="to">The pipe; closed at the end.</param>
sealed class PacedFeed(string capture, Stream to)
{
    const int Piece = 256 << 10;

    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    long _pace = long.MaxValue, _max = long.MaxValue, _position;

    public long Length { get; } = new FileInfo(capture).Length;

    /// <summary>Bytes that were taken.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Bytes a second; what the pipe does not take in time is made up for later.</summary>
    public double Pace
    {
        set => Interlocked.Exchange(ref _pace, (long)Math.Max(1, value));
    }

    /// <summary>Goes no further than a part of the file, until told otherwise.</summary>
    public void Pause(double part) => Interlocked.Exchange(ref _max, (long)(part * Length));

    /// <summary>All the rest, as fast as it is taken.</summary>
    public void Resume()
    {
        Interlocked.Exchange(ref _pace, long.MaxValue);
        Interlocked.Exchange(ref _max, long.MaxValue);
    }

    /// <summary>Feeds until the end of the capture, or of whoever reads it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FeedAsync(cancellationToken);
        }
        catch (IOException)
        {
            // The pipe broke: its process was killed.
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
                // What is held back is not owed: let go, it goes at the pace of that moment.
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
