using Oya.Teleinfo;

namespace Oya.Simulation;

/// <summary>
/// Writes the frames of many meters to one stream in order of time; those of one second in order of meter.
/// </summary>
static class FeedWriter
{
    // Bytes between two writes: a file or a pipe takes no more at a time with profit.
    const int FlushLength = 1 << 20;

    // A meter's place in the low bits of its turn: VillageOptions.MaxMeters fits in 20.
    const int PlaceBits = 20;

    public static VillageReport Write(
        IReadOnlyList<MeterFeed> feeds, Stream stream, CancellationToken cancellationToken)
    {
        var turns = new PriorityQueue<MeterFeed, long>(feeds.Count);
        foreach (var feed in feeds)
        {
            turns.Enqueue(feed, Turn(feed));
        }

        var writer = new TicWriter();
        var buffer = new ByteBuffer(FlushLength);
        long frames = 0, bytes = 0;
        while (turns.TryPeek(out var feed, out _))
        {
            feed.Send(writer, buffer);
            frames++;
            if (feed.IsOver)
            {
                turns.Dequeue();
            }
            else
            {
                turns.DequeueEnqueue(feed, Turn(feed));
            }

            if (buffer.Length >= FlushLength || turns.Count == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                stream.Write(buffer.Written);
                bytes += buffer.Length;
                buffer.Clear();
            }
        }

        return new(frames, bytes, feeds.Aggregate(default(NoiseReport), (sum, feed) => sum.Add(feed.Noise)));
    }

    static long Turn(MeterFeed feed) => (feed.Next << PlaceBits) + feed.Meter.Index;
}
