using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Writes the frames of many meters to one stream in order of time. Frames of the same second are in order of meter.
/// </summary>
static class FeedWriter
{
    // Bytes between two writes. A larger write to a file or a pipe is not faster.
    const int FlushLength = 1 << 20;

    // The low bits of a priority hold the index of the meter: VillageOptions.MaxMeters fits in 20 bits.
    const int IndexBits = 20;

    public static VillageReport Write(
        IReadOnlyList<MeterFeed> feeds, Stream stream, CancellationToken cancellationToken)
    {
        var queue = new PriorityQueue<MeterFeed, long>(feeds.Count);
        foreach (var feed in feeds)
        {
            queue.Enqueue(feed, GetPriority(feed));
        }

        var writer = new TicWriter();
        var buffer = new ByteBuffer(FlushLength);
        long frames = 0, bytes = 0;
        while (queue.TryPeek(out var feed, out _))
        {
            feed.Send(writer, buffer);
            frames++;
            if (feed.IsOver)
            {
                queue.Dequeue();
            }
            else
            {
                queue.DequeueEnqueue(feed, GetPriority(feed));
            }

            if (buffer.Length >= FlushLength || queue.Count == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                stream.Write(buffer.Written);
                bytes += buffer.Length;
                buffer.Clear();
            }
        }

        return new(frames, bytes, feeds.Aggregate(default(NoiseReport), (sum, feed) => sum.Add(feed.Noise)));
    }

    static long GetPriority(MeterFeed feed) => (feed.Next << IndexBits) + feed.Meter.Index;
}
