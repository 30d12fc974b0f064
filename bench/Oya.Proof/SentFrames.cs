namespace Oya.Proof;

/// <summary>
/// Three successive frames of one invented meter, with the position of each value. The decoder may emit these values
/// and no others.
/// </summary>
public sealed class SentFrames : ITicHandler
{
    public const int Count = 3;

    /// <summary>
    /// Intact frames that a history needs to learn a meter: one, or 255 in historic mode, where it must learn whether
    /// the meter leaves out its status word at times.
    /// </summary>
    public static int CountBefore(TicMode mode) => mode == TicMode.Historic ? 255 : 1;

    static readonly int LabelCount = Enum.GetValues<TicLabel>().Length;

    readonly TicWriter _writer = new();
    readonly (int Start, int Length)[] _values = new (int, int)[Count * LabelCount];
    readonly int[] _starts = new int[Count + 1];
    MeterHistory _history = new();
    int _frames;

    /// <summary>The frames without parity bits.</summary>
    public ReadOnlySpan<byte> Plain => _writer.Written;

    /// <summary>The frames as they are on the line, with parity bits if the line keeps them.</summary>
    public byte[] Line { get; private set; } = [];

    /// <summary>The range of the middle frame, which is the damaged one.</summary>
    public Range Middle => _starts[1].._starts[2];

    /// <summary>Draws a meter and writes its frames. Each one is decoded, and must have no anomaly.</summary>
    public void Draw(MeterKind kind, Dice dice, bool parityKept, TicDecoder decoder)
    {
        var meter = new InventedMeter(kind, dice);
        _writer.Clear();
        for (var i = 0; i < Count; i++)
        {
            _starts[i] = Plain.Length;
            meter.Write(_writer);
        }

        _starts[Count] = Plain.Length;
        Line = Plain.ToArray();
        if (parityKept)
        {
            Lines.SetParity(Line);
        }

        Array.Clear(_values);
        _history = new();
        _frames = 0;
        var handler = this;
        decoder.Decode(Line, ref handler);
        if (_frames != Count)
        {
            throw new InvalidOperationException($"{_frames} of {Count} intact frames were decoded.");
        }
    }

    public void OnFrame(in TicFrame frame)
    {
        var start = _starts[_frames] - frame.Summary.Offset;
        foreach (var group in frame.Groups)
        {
            _values[_frames * LabelCount + (int)group.Label] = ((int)(start + group.Offset), group.Raw.Length - 2);
        }

        if (!frame.Summary.IsWhole || _history.Check(frame) is not FrameAnomaly.None)
        {
            throw new InvalidOperationException("An intact frame has an anomaly.");
        }

        _frames++;
    }

    /// <summary>
    /// True when the meter sent this text (label, horodate, data) for this label in one of the frames.
    /// </summary>
    public bool Contains(TicLabel label, ReadOnlySpan<byte> text)
    {
        // The damaged frame comes first, because most values come from it.
        for (var i = 1; i <= Count; i++)
        {
            var (start, length) = _values[i % Count * LabelCount + (int)label];
            if (length == text.Length && Plain.Slice(start, length).SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }
}
