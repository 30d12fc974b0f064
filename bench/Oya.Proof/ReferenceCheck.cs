using System.Globalization;

namespace Oya.Proof;

/// <summary>
/// Decodes any input, and checks the result against the bytes with simple code of its own: the position of each group,
/// its checksum, its number and instant, the counts of its frame and of the whole stream. Hashes the result to one
/// number, so that two decodings can be compared.
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

    /// <param name="check">An additional check of each valid group with a known label.</param>
    public ReferenceCheck(GroupCheck? check = null) => _check = check;

    /// <summary>A hash of everything that was emitted, in order.</summary>
    public ulong Sum { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>Valid groups with a known label.</summary>
    public long ValidKnownGroups { get; private set; }

    public long Groups { get; private set; }

    public long Frames { get; private set; }

    /// <summary>Bytes of memory that decoding and the checks have allocated so far.</summary>
    public long Allocated { get; private set; }

    public TicStatistics Statistics => _decoder.Statistics;

    /// <summary>Decodes a whole stream, in chunks of random lengths.</summary>
    /// <exception cref="ReferenceCheckException">A check failed.</exception>
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
        Require(groups.Count > 0, "a frame has no group", summary.Offset);
        Require(summary.Offset >= _frameEnd, "a frame starts before the end of the frame before it", summary.Offset);
        Require(summary.Ordinal >= _ordinal, "the frames are not in order", summary.Offset);
        _frameEnd = summary.Offset + summary.Length;
        _ordinal = summary.Ordinal;
        Require(_frameEnd <= _given, "a frame ends after the last byte of the input", summary.Offset);
        foreach (var group in groups)
        {
            Require(group.Offset >= summary.Offset && group.Offset + group.Raw.Length <= _frameEnd,
                "a group is outside its frame", group.Offset);
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
        Add(((ulong)group.Name.Length << 32) + ((ulong)group.HorodateText.Length << 16) + (ulong)group.Data.Length);
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

/// <summary>Checks a valid group with a known label; returns null, or what is wrong.</summary>
public delegate string? GroupCheck(in TicGroup group);

/// <summary>Thrown when the result of a decoder fails a check.</summary>
public sealed class ReferenceCheckException(string message) : Exception(message);
