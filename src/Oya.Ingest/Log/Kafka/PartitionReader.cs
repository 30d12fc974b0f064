using Confluent.Kafka;
using Oya.Storage;
using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// One partition that this reader was given: where it stands, and what it has gathered since the last segment. What is
/// gathered are bytes; they become readings when a segment is made, so that many partitions take little memory.
/// </summary>
/// <param name="partition">Which.</param>
/// <param name="epoch">Counts how often its place was lost: what was gathered before is never handed on.</param>
sealed class PartitionReader(LogPartition partition, long epoch)
{
    // About what the objects of a message and its six headers take.
    const int MessageBytes = 1000;

    readonly List<(ConsumeResult<byte[], byte[]> Result, int Count, string? Reason)> _gathered = [];

    /// <summary>By its topic alone until its place is known.</summary>
    public LogPartition Partition { get; private set; } = partition;

    public long Epoch => epoch;

    /// <summary>The place is known: messages count.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Offset of the next message that is wanted.</summary>
    public long Position { get; private set; }

    /// <summary>Begin of the next segment.</summary>
    public long From { get; private set; }

    /// <summary>Readings gathered, as the messages claim.</summary>
    public int Readings { get; private set; }

    /// <summary>Bytes gathered, with what a message costs beside them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the store has, or was given, all up to where this stands.</summary>
    public bool IsEmpty => Position == From;

    /// <summary>When the first of what is not stored yet came.</summary>
    public long Since { get; private set; }

    public void Begin(LogPartition its, long offset)
    {
        Partition = its;
        HasBegun = true;
        From = Position = offset;
    }

    /// <summary>Nothing more stands before an offset; what a transaction of somebody's ends with is no message.</summary>
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

    /// <summary>What is gathered as one segment; the messages that are none with their reasons.</summary>
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
