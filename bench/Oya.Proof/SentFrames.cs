namespace Oya.Proof;

/// <summary>
/// Three frames in a row of one invented meter, and where in them each label has its value: what the decoder may hand
/// on, and nothing else.
/// </summary>
public sealed class SentFrames : ITicHandler
{
    public const int Count = 3;

    /// <summary>
    /// Intact frames from which a history learns what it can: one, and those that tell whether a meter of historic mode
    /// leaves out its status word at times.
    /// </summary>
    public static int CountBefore(TicMode mode) => mode == TicMode.Historic ? 255 : 1;

    static readonly int LabelCount = Enum.GetValues<TicLabel>().Length;

    readonly TicWriter _writer = new();
    readonly (int Start, int Length)[] _values = new (int, int)[Count * LabelCount];
    readonly int[] _starts = new int[Count + 1];
    MeterHistory _history = new();
    int _frames;

    /// <summary>As the meter sends them, without parity.</summary>
    public ReadOnlySpan<byte> Plain => _writer.Written;

    /// <summary>As the line carries them.</summary>
    public byte[] Line { get; private set; } = [];

    /// <summary>The frame in the middle: what is damaged.</summary>
    public Range Middle => _starts[1].._starts[2];

    /// <summary>Draws a meter and writes its frames; each one is decoded, and must be free of doubt.</summary>
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
            throw new InvalidOperationException("An intact frame is in doubt.");
        }

        _frames++;
    }

    /// <summary>Whether the meter sent this text (label, horodate, data) at this label in one of the frames.</summary>
    public bool Contains(TicLabel label, ReadOnlySpan<byte> text)
    {
        // The damaged frame first: that is where most of them come from.
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
