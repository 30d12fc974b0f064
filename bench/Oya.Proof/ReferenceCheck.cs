using System.Globalization;

namespace Oya.Proof;

/// <summary>
/// Decodes whatever it is given and holds what comes out against what must be true of it, found anew from the bytes:
/// where each group stands, its checksum, its number and instant, the counts of its frame and of the whole stream. Sums
/// all of it up in one number, so that two decodings are compared by theirs.
/// </summary>
public sealed partial class ReferenceCheck : ITicHandler
{
    readonly TicDecoder _decoder = new();
    readonly GroupCheck? _check;
    byte[] _bytes = [];
    long _start;
    long _given;
    long _frameEnd;
    long _groupEnd;
    long _ordinal;

    /// <param name="check">What else must be true of a right group of a known label.</param>
    public ReferenceCheck(GroupCheck? check = null) => _check = check;

    /// <summary>A sum of everything that was handed on, in its order.</summary>
    public ulong Sum { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>Groups accepted whose label is known.</summary>
    public long RightGroups { get; private set; }

    public long Groups { get; private set; }

    public long Frames { get; private set; }

    /// <summary>Bytes of memory that decoding took, and the checks with it, since the beginning.</summary>
    public long Allocated { get; private set; }

    public TicStatistics Statistics => _decoder.Statistics;

    /// <summary>Decodes a whole stream, in pieces whose lengths are drawn.</summary>
    /// <exception cref="ReferenceCheckException">Something is not as it must be.</exception>
    public void Decode(byte[] bytes, int longest, Dice dice)
    {
        _bytes = bytes;
        _start = _given;
        var handler = this;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(dice.Between(0, longest), bytes.Length - at);
            _given += length;
            _decoder.Decode(bytes.AsSpan(at, length), ref handler);
            at += length;
        }

        _decoder.Complete(ref handler);
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        CheckStatistics();
    }

    public void OnFrame(in TicFrame frame)
    {
        var summary = frame.Summary;
        var groups = frame.Groups;
        Require(groups.Count > 0, "a frame of no group", summary.Offset);
        Require(summary.Offset >= _frameEnd, "a frame begins before the end of the one before it", summary.Offset);
        Require(summary.Ordinal >= _ordinal, "the frames are not in order", summary.Offset);
        _frameEnd = summary.Offset + summary.Length;
        _ordinal = summary.Ordinal;
        Require(_frameEnd <= _given, "a frame ends after what was given", summary.Offset);
        foreach (var group in groups)
        {
            Require(group.Offset >= summary.Offset && group.Offset + group.Raw.Length <= _frameEnd,
                "a group is not in its frame", group.Offset);
            CheckGroup(group);
            Count(group);
            Add(group);
        }

        CheckSummary(frame);
        CheckLabels(frame);
        Frames++;
        Count(summary);
        Add((ulong)summary.Offset);
        Add(((ulong)summary.Ordinal << 32) + (ulong)summary.Length);
        Add(((ulong)summary.ValidGroups << 40) + ((ulong)summary.InvalidGroups << 20) + (ulong)summary.UnverifiedGroups);
        Add(((ulong)summary.End << 8) + ((ulong)summary.Mode << 4) + (summary.IsInSequence ? 1UL : 0));
    }

    void Add(in TicGroup group)
    {
        Add((ulong)group.Offset);
        Add(((ulong)group.Label << 16) + ((ulong)group.Fault << 8) + (ulong)group.Mode);
        Add(((ulong)group.Name.Length << 32) + ((ulong)group.HorodateBytes.Length << 16) + (ulong)group.Data.Length);
        foreach (var b in group.Raw)
        {
            Add(b);
        }
    }

    void Add(ulong value) => Sum = unchecked((Sum ^ value) * 1_099_511_628_211);

    void Require(bool isTrue, string what, long offset)
    {
        if (!isTrue)
        {
            Fail(what, offset);
        }
    }

    void Fail(string what, long offset)
    {
        var at = (int)Math.Clamp(offset - _start, 0, _bytes.Length);
        var from = Math.Max(0, at - 60);
        var near = Lines.Show(_bytes.AsSpan(from, Math.Min(200, _bytes.Length - from)), false);
        throw new ReferenceCheckException(
            string.Create(CultureInfo.InvariantCulture, $"at {offset} of the stream: {what}; near {near}"));
    }
}

/// <summary>What must be true of a right group of a known label; null when it is, else what is wrong.</summary>
public delegate string? GroupCheck(in TicGroup group);

/// <summary>Something that a decoder handed on is not as it must be.</summary>
public sealed class ReferenceCheckException(string message) : Exception(message);
