using Confluent.Kafka;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// One partition that this reader owns: its position, and what was gathered since the last segment. Messages are
/// gathered as bytes. They are decoded into readings when a segment is made, so many partitions take little memory.
/// </summary>
/// <param name="partition">The partition.</param>
/// <param name="epoch">
/// Changes each time the position is lost. What was gathered in an earlier epoch is never handed on.
/// </param>
sealed class PartitionReader(LogPartition partition, long epoch)
{
    // Approximate size of the objects of a message and its six headers.
    const int MessageBytes = 1000;

    readonly List<(ConsumeResult<byte[], byte[]> Result, int Count, string? Reason)> _gathered = [];

    /// <summary>Named by its topic alone until its position is known.</summary>
    public LogPartition Partition { get; private set; } = partition;

    public long Epoch => epoch;

    /// <summary>Whether the position is known. Messages before that are ignored.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Offset of the next message to read.</summary>
    public long Position { get; private set; }

    /// <summary>Start of the next segment.</summary>
    public long From { get; private set; }

    /// <summary>Readings gathered, by the counts in the messages.</summary>
    public int Readings { get; private set; }

    /// <summary>Bytes gathered, including the overhead of each message.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the store has, or was handed, everything before the position.</summary>
    public bool IsEmpty => Position == From;

    /// <summary>When the first message that is not handed over yet arrived.</summary>
    public long Since { get; private set; }

    public void Begin(LogPartition log, long offset)
    {
        Partition = log;
        HasBegun = true;
        From = Position = offset;
    }

    /// <summary>
    /// There are no more messages before this offset. The markers at the end of transactions take offsets too, but
    /// are no messages.
    /// </summary>
    public void ReachedEnd(long offset, long now)
    {
        Since = IsEmpty ? now : Since;
        Position = Math.Max(Position, offset);
    }

    public void Add(ConsumeResult<byte[], byte[]> result, long now)
    {
        var reason = ReadingMessage.Check(result.Message, out var count);
        Since = IsEmpty ? now : Since;
        _gathered.Add((result, count, reason));
        Readings += count;
        Bytes += (result.Message.Value?.Length ?? 0) + MessageBytes;
        Position = result.Offset + 1;
    }

    /// <summary>
    /// Takes what is gathered as one segment. Adds the messages that cannot be decoded to the list, with their
    /// reasons.
    /// </summary>
    public LogSegment Take(ReadingCodec codec, List<(ConsumeResult<byte[], byte[]>, string)> bad)
    {
        var readings = Readings == 0 ? [] : new Reading[Readings];
        var filled = 0;
        foreach (var (result, count, reason) in _gathered)
        {
            if ((reason ?? Decode(codec, result, readings.AsSpan(filled, count))) is { } why)
            {
                bad.Add((result, why));
            }
            else
            {
                filled += count;
            }
        }

        var range = new LogRange(Partition, From, Position);
        From = Position;
        Readings = 0;
        Bytes = 0;
        _gathered.Clear();
        return new(readings.AsMemory(0, filled), range);
    }

    static string? Decode(ReadingCodec codec, ConsumeResult<byte[], byte[]> result, Span<Reading> readings)
    {
        try
        {
            codec.Decode(result.Message.Value, readings);
            return null;
        }
        catch (BadBatchException e)
        {
            return e.Message;
        }
    }
}
