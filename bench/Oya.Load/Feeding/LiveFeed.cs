namespace Oya.Load;

/// <summary>Writes a capture into the pipe of a process at the speed at which its meters sent it.</summary>
/// <param name="fleet">The meters, all with the same interval.</param>
/// <param name="to">The process.</param>
/// <param name="readingsPerSecond">Frames of all meters per second.</param>
sealed class LiveFeed(Fleet fleet, OyaProcess to, double readingsPerSecond)
{
    long _started;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        var feed = new PacedFeed(fleet.Capture, to.Input);
        feed.Pace = feed.Length * readingsPerSecond / fleet.Frames;
        _started = TimeProvider.System.GetTimestamp();
        return feed.RunAsync(cancellationToken);
    }

    /// <summary>The number of readings that the meters had sent at an earlier time, accepted or not.</summary>
    public long DueReadings(TimeSpan ago) => Math.Min(fleet.Frames,
        (long)((TimeProvider.System.GetElapsedTime(_started) - ago).TotalSeconds * readingsPerSecond));
}
