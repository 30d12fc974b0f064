namespace Oya.Proof;

/// <summary>
/// The frames of one meter on a bad line, where one frame in five is damaged. It lists the groups that arrived intact,
/// with their offsets.
/// </summary>
public sealed class BadLine
{
    const byte Lf = 0x0A, Cr = 0x0D;

    static readonly Comparer<SentFrame> ByOffset =
        Comparer<SentFrame>.Create((a, b) => a.Offset.CompareTo(b.Offset));

    readonly List<IntactGroup> _intact = [];
    readonly List<SentFrame> _frames = [];
    readonly TicWriter _sent = new();
    readonly List<byte> _bytes = [];

    public BadLine(MeterKind kind, bool parityKept, int frames, ulong seed)
    {
        var dice = Dice.At(seed, (int)kind, parityKept ? 1 : 0);
        var meter = new InventedMeter(kind, new(dice.Next()));
        for (var i = 0; i < frames; i++)
        {
            var from = _sent.Written.Length;
            meter.Write(_sent);
            var line = _sent.Written[from..].ToArray();
            if (parityKept)
            {
                Lines.SetParity(line);
            }

            var damaged = dice.OneIn(5) ? StreamDamage.Draw(line, parityKept, ref dice) : (StreamDamage?)null;
            Add(line, from, damaged);
        }

        Bytes = [.. _bytes];
    }

    /// <summary>The bytes of the stream as they arrive.</summary>
    public byte[] Bytes { get; }

    /// <summary>Groups whose bytes all arrived, from LF to CR, in the order of the stream.</summary>
    public IReadOnlyList<IntactGroup> Intact => _intact;

    public int DamagedFrames { get; private set; }

    /// <summary>The bytes of an intact group from its label to the end of its data.</summary>
    public ReadOnlySpan<byte> GetText(in IntactGroup group) => _sent.Written.Slice(group.SentAt, group.Length);

    /// <summary>
    /// True when the meter sent this text (label to data) in the frame at an offset of the stream, or in one next to
    /// it.
    /// </summary>
    public bool WasSent(ReadOnlySpan<byte> text, long offset)
    {
        var at = _frames.BinarySearch(new(offset, 0), ByOffset);
        at = at < 0 ? ~at - 1 : at;
        var from = _frames[Math.Max(0, at - 1)].SentAt;
        var to = at + 2 < _frames.Count ? _frames[at + 2].SentAt : _sent.Written.Length;
        var sent = _sent.Written[from..to];
        // The text follows LF. A separator, the checksum and CR follow the text.
        for (var i = sent.IndexOf(text); i >= 0;)
        {
            if (sent[i - 1] == Lf && sent[i + text.Length + 2] == Cr)
            {
                return true;
            }

            var next = sent[(i + 1)..].IndexOf(text);
            i = next < 0 ? -1 : i + 1 + next;
        }

        return false;
    }

    void Add(ReadOnlySpan<byte> line, int sentAt, StreamDamage? damaged)
    {
        var sent = _sent.Written[sentAt..];
        _frames.Add(new(_bytes.Count, sentAt));
        DamagedFrames += damaged is null ? 0 : 1;
        for (var from = 0; sent[(from + 1)..].IndexOf(Lf) is var next and >= 0;)
        {
            from += next + 1;
            var length = sent[from..].IndexOf(Cr) - 1;
            if (damaged?.Spares(from, from + length + 2) != false)
            {
                var moved = damaged is { } d && from >= d.To ? d.Instead.Length - (d.To - d.From) : 0;
                // The length excludes the separator and the checksum.
                _intact.Add(new(_bytes.Count + from + 1 + moved, sentAt + from + 1, length - 2, damaged?.Kind));
            }
        }

        if (damaged is { } damage)
        {
            _bytes.AddRange(line[..damage.From]);
            _bytes.AddRange(damage.Instead);
            _bytes.AddRange(line[damage.To..]);
        }
        else
        {
            _bytes.AddRange(line);
        }
    }

    readonly record struct SentFrame(long Offset, int SentAt);
}

/// <summary>A group whose bytes all arrived.</summary>
/// <param name="Offset">Offset of the first byte of its label in the stream.</param>
/// <param name="SentAt">Offset of the same byte in the bytes that the meter sent.</param>
/// <param name="Length">Bytes from there to the end of its data.</param>
/// <param name="Damaged">The damage elsewhere in its frame; null when the frame is intact.</param>
public readonly record struct IntactGroup(long Offset, int SentAt, int Length, StreamDamageKind? Damaged);
