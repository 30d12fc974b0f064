namespace Oya.Load;

/// <summary>A capture into the pipe of a process at the pace at which its meters sent it.</summary>
/// <param name="fleet">The meters, all at one pace.</param>
/// <param name="to">The process.</param>
/// <param name="readingsPerSecond">Frames of all meters in a second.</param>
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

    /// <summary>Readings that the meters had sent some time ago, whether they were taken or not.</summary>
    public long DueReadings(TimeSpan ago) => Math.Min(fleet.Frames,
        (long)((TimeProvider.System.GetElapsedTime(_started) - ago).TotalSeconds * readingsPerSecond));
}
